"""Understands documents: what symbol they bear, what they are about, and where their paragraphs stand."""
