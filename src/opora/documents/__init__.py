"""Incoming and outgoing documents: composing with Typst, PDF/A and PDF/UA, signing, storage by hash, delivery."""
