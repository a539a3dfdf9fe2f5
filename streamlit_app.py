"""The router: brings the views up to date, says where one is stopped, and runs the page that was asked for."""

import streamlit as st

from ui.parts.frame import legible, run, stopped_views
from ui.session import theme, tieline

st.set_page_config(page_title="Tieline", page_icon="🪢", layout="wide")

legible(theme())
running = tieline()
running.engine.catch_up()

page = st.navigation(
    [
        st.Page(
            "ui/pages/portfolio.py",
            title="Portfolio",
            icon=":material/dashboard:",
            default=True,
            help="Every account with its class, its plan in force and its last event.",
        ),
        st.Page(
            "ui/pages/account.py",
            title="Account",
            icon=":material/timeline:",
            url_path="account",
            help="How one relationship came to be what it is.",
        ),
        st.Page(
            "ui/pages/questions.py",
            title="Questions",
            icon=":material/help:",
            url_path="questions",
            help="What a review asks of the whole portfolio: migration, fit, plans, showcases and more.",
        ),
        st.Page(
            "ui/pages/company.py",
            title="Company",
            icon=":material/domain:",
            url_path="company",
            help="The company's own history, and the policy that everything is judged by.",
        ),
        st.Page(
            "ui/pages/imports.py",
            title="Imports",
            icon=":material/upload_file:",
            url_path="imports",
            help="What came in together from files, and how to take it back.",
        ),
    ],
    position="top",
)

stopped_views(running.engine)
run(page)
