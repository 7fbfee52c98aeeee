"""Citations of meetings and directives, in the forms that readers' tools take."""

from meetings.citations.formats import FORMS, Form
from meetings.citations.works import Work, of_directive, of_meeting

__all__ = ["FORMS", "Form", "Work", "of_directive", "of_meeting"]
