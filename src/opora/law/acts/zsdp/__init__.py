"""Parental protection and family benefits (Zakon o starševskem varstvu in družinskih prejemkih, ZSDP-1)."""
