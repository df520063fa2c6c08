"""Paper and files out: declared papers, fonts, PDF bytes, page pictures, saving.

Owns how a paper looks and that its text can be trusted: every character printed or named. Knows no
database, no Qt and no feature; a feature declares a `paper.Paper` and hands it to `pdf.render_pdf`.
"""
