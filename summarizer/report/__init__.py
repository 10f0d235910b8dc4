"""A report as a summary file, as Markdown, as text for a terminal, as JSON."""

from summarizer.report.checked import check_json, check_lines, render_check
from summarizer.report.file import finding_model, mention_model, read_summary_file, report_of, summary_file
from summarizer.report.markdown import render_markdown

__all__ = [
    "check_json",
    "check_lines",
    "finding_model",
    "mention_model",
    "read_summary_file",
    "render_check",
    "render_markdown",
    "report_of",
    "summary_file",
]
