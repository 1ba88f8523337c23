"""Lets staff decide about people: who somebody is, and whose account is to be taken from them."""
