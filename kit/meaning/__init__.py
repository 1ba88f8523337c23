"""Finds by meaning, across languages: texts become vectors, and near vectors mean alike."""
