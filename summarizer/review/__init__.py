"""Brings flagged findings to a person and keeps what the person decides.

The record of decisions is the list `reviews` of the summary file: appended under a lock, never edited.
Everything else (the corrected summary, its findings, the Markdown beside it) follows from the record.
"""
