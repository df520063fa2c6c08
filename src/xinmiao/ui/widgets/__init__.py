"""Components every page is built from; each module is imported by itself.

labels, buttons, chips, segmented, header, surfaces, messages, field_row, inputs, three_valued, side_sheet,
stepper, list_detail, flow. Colours and measures come from `ui.theme`; no widget here knows a feature.
"""
