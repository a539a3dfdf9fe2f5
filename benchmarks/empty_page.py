"""The least that a Streamlit page can be, to measure others against."""

import streamlit as st

st.title("Empty")
