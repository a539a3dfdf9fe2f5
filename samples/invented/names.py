"""What the invented company and its accounts are called, and their careers."""

from collections.abc import Sequence

CAREERS: dict[str, Sequence[tuple[str, str]]] = {
    # Strategic all along, or grown into it.
    "Halden Markets": [("2018-12", "strategic")],
    "Northgate Stores": [("2018-12", "integrated"), ("2021-04", "strategic")],
    "Orchard & Vine": [("2019-01", "integrated"), ("2022-09", "strategic")],
    "Brightwater Foods": [("2019-02", "emerging"), ("2021-01", "integrated"), ("2024-06", "strategic")],
    "Kestrel Retail": [("2018-12", "strategic")],
    "Castle Grocers": [("2018-12", "strategic"), ("2023-05", "integrated")],
    # Large, and less willing.
    "Meridian Wholesale": [("2018-12", "integrated")],
    "Fairhaven Hypermarkets": [("2019-01", "integrated")],
    "Tannery Lane": [("2019-03", "integrated"), ("2024-02", "stable")],
    "Summit Cash & Carry": [("2018-12", "integrated")],
    "Lakeshore Discount": [("2019-02", "integrated")],
    "Vantage Pharmacies": [("2020-05", "integrated")],
    "Crown & Anchor": [("2018-12", "integrated"), ("2020-10", "strategic"), ("2026-02", "integrated")],
    "Pinewood Stores": [("2019-06", "emerging"), ("2022-03", "integrated")],
    "Granite Foodservice": [("2019-01", "integrated")],
    # Small and inventive.
    "Juniper Fresh": [("2019-04", "emerging")],
    "Lantern Market": [("2019-09", "emerging")],
    "Basil & Rye": [("2020-02", "emerging")],
    "Quayside Online": [("2020-08", "emerging"), ("2025-05", "integrated")],
    "Little Larder": [("2021-01", "emerging")],
    "Saffron Door": [("2021-06", "emerging"), ("2024-09", "stable")],
    "Greenfork": [("2022-02", "emerging")],
    "Copper Kettle": [("2022-10", "emerging")],
    "Parcel & Pear": [("2023-04", "emerging")],
    # Small, and glad to stay as they are.
    "Ashdown Co-operative": [("2018-12", "stable")],
    "Bramble Stores": [("2018-12", "stable")],
    "Dunmore Traders": [("2019-01", "stable")],
    "Eastfield Provisions": [("2019-01", "stable")],
    "Farrier Street": [("2019-02", "stable")],
    "Gable End Shops": [("2019-02", "stable")],
    "Hollins Brothers": [("2019-03", "stable")],
    "Ivy House Foods": [("2019-03", "stable"), ("2022-05", "emerging")],
    "Kirkwall Supply": [("2019-04", "stable")],
    "Longmeadow": [("2019-05", "stable")],
    "Millrace Village Stores": [("2019-06", "stable")],
    "Oldtown Provisions": [("2019-07", "stable")],
    "Redgate Corner Shops": [("2019-09", "stable")],
    "Stonebridge": [("2020-01", "stable")],
    "Weaver & Sons": [("2020-03", "stable")],
    "Yarrow Foods": [("2020-06", "stable")],
}


PARTNERS = {"Fleetway Logistics": "channel partner", "Corelink Integrators": "channel partner"}


GIVEN = [
    "Ada",
    "Ben",
    "Clara",
    "Dev",
    "Elin",
    "Farid",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Kofi",
    "Lena",
    "Mara",
    "Nils",
]


FAMILY = [
    "Abbott",
    "Berg",
    "Castro",
    "Dahl",
    "Ekman",
    "Fraser",
    "Gallo",
    "Hale",
    "Ito",
    "Jensen",
    "Kaya",
    "Lind",
    "Moss",
]


FUNCTIONS = ["IT", "operations", "commercial", "executive"]


ROLES = {
    "IT": ["Head of supply chain IT", "Integration lead"],
    "operations": ["Director of logistics", "Head of distribution"],
    "commercial": ["Buying director", "Category director"],
    "executive": ["Chief operating officer", "Managing director"],
}


TRIALS = [
    ("Shelf-edge RFID", "Counts at the shelf get below two percent error"),
    ("Dock-to-dock pick-up", "Half a day less between factory and store"),
    ("Shared demand forecast", "Forecast error falls by a fifth"),
    ("Same-day replenishment", "Empty shelves at six in the evening halve"),
    ("Returnable crates", "Packaging cost falls by a third"),
    ("Live order status", "Calls about late orders fall by half"),
]


SUBJECTS = ["Quarterly line review", "Where the pallets wait", "Forecast for the season", "Complaints about late orders",
            "What the pilot showed", "Terms for next year", "Returns and damages", "Who counts what"]  # fmt: skip


AIMS = ["Joint depot planned", "One forecast for both", "Orders confirmed within the hour", "Damage halved",
        "Buyers trained on the portal", "Cartons that fit the shelf"]  # fmt: skip
