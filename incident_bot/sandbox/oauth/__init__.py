"""Consent: installing the app and signing in with Slack, from the page in the browser to the tokens.

https://docs.slack.dev/authentication/installing-with-oauth
https://docs.slack.dev/authentication/sign-in-with-slack
"""
