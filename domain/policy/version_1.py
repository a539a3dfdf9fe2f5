"""Version 1 of the policy: the service differentiation that Byrnes describes in "The Strategic CIO"."""

from decimal import Decimal

from domain.relationship.rules import Horizon, Rules, SegmentThreshold, Service
from domain.relationship.vocabulary import FUNCTIONS

POLICY = Rules(
    version=1,
    services={
        "strategic": Service(
            plan=Horizon(at_least=36, at_most=60),
            shared_risk=True,
            deepest_link="integrated",
            link_expected="integrated",
            custom_links=True,
            team=FUNCTIONS,
            counterparts=FUNCTIONS,
            terrain_months=18,
            gets={
                "plan": "Shared strategic plan of three to five years, joint long-range planning, shared risk",
                "supply chain": "Fully integrated processes and systems, custom work where it pays",
                "systems": "Custom-tailored, able to change fast",
                "people": "Dedicated cross-functional account team, coordinated change management",
            },
        ),
        "integrated": Service(
            plan=Horizon(at_least=11, at_most=13),
            scorecard=True,
            deepest_link="coordinated",
            link_expected="coordinated",
            counterparts=("IT", "operations"),
            terrain_months=18,
            gets={
                "plan": "Aligned business plan of about one year, with a scorecard",
                "supply chain": "Aligned and coordinated, through the existing processes",
                "systems": "Web ordering and order tracking, vendor-managed inventory where it saves cost",
                "people": "Counterparts in IT and operations, known before they are needed",
            },
        ),
        "emerging": Service(
            deepest_link="coordinated",
            gets={
                "plan": "None; a limit on investment instead",
                "supply chain": "Excellent, flexible, largely standardised; a unique need where it can scale",
                "systems": "Standard core plus a flexible overlay for showcase experiments",
                "people": "A path to scale what works into strategic accounts",
            },
        ),
        "stable": Service(
            deepest_link="arm's length",
            gets={
                "plan": "None; rules of engagement instead",
                "supply chain": "Reliable and cost-efficient; a menu of service offerings",
                "systems": "Cheap transacting, such as EDI instead of fax",
                "people": "Transactional",
            },
        ),
    },
    segments={
        "USD": SegmentThreshold(revenue=Decimal(10_000_000), profit=Decimal(500_000)),
        "EUR": SegmentThreshold(revenue=Decimal(10_000_000), profit=Decimal(500_000)),
    },
)
"""Three to five years for a strategic account's plan, about one year for an integrated one's, none for the others.

From which revenue and profit on an account counts as high is not the article's but ours, for a company to set.
"""
