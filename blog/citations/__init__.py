"""Reads, cleans and writes the records of sources that posts cite; knows no models."""
