"""Stock terms: what 在库, 可售 or 在途 mean, declared once in `terms.toml`. Imports what a move and a place are."""

from assistant.inventory.terms.registry import STANDARD, Terms, load, standard, term_words
from assistant.inventory.terms.term import BadTermError, Term, UnknownTermError

__all__ = ["STANDARD", "BadTermError", "Term", "Terms", "UnknownTermError", "load", "standard", "term_words"]
