"""Settings: the page of all declared settings, and those of the school, which lie in school.db.

Owns how a setting of the school is kept, who changes it and the trail of it. Which settings there are is declared by
the features that use them. Terms: setting of the computer, of the account, of the school.
"""
