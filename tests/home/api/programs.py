"""Asks the API as a program does."""

import json

from django.test import Client

API = "/api/v3/"


class Program:
    """Asks the API with a token, or with none."""

    def __init__(self, text=""):
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {text}"} if text else {}

    def get(self, path="", **query):
        return self.client.get(f"{API}{path}", query, headers=self.headers)

    def send(self, method, path, data=None):
        ask = getattr(self.client, method)
        body = json.dumps({} if data is None else data)
        return ask(f"{API}{path}", body, content_type="application/json", headers=self.headers)

    def post(self, path, data=None):
        return self.send("post", path, data)

    def patch(self, path, data=None):
        return self.send("patch", path, data)

    def delete(self, path):
        return self.client.delete(f"{API}{path}", headers=self.headers)
