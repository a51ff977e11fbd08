"""The published archive in a real browser: as readers see it, from an S3 endpoint, from a web server, from disk.

library     a small archive, made once by the pipeline from the stand-in city, and where it is served
attacks     strings that have broken other people's pages
picture     the pictures in the README: `make pictures`
"""
