"""How staff sign in: passwords, passkeys, codes from a phone, recovery codes; and what is written down about it.

    settings                 SECOND_FACTOR, SESSION_IDLE, TRUSTED_PROXIES; the rest of allauth's settings
    urls                     every address of signing in, under /admin/
    adapter, forms, views    django-allauth, bent to the desk; nobody else imports it
    guesses, tries, turns    refusing guesses before they cost anything: whose, how many, how many at once
    devices, addresses       what a browser proves, and from where a request comes
    policy, middleware       who needs a second step; when a session ends
    record, models, admin    who signed in, and who changed what somebody may do

This is a matter of the installation, not of the product: no medical or publishing rule is here.
"""
