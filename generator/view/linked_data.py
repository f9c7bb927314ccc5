"""Cases and practices in the words of schema.org, for search engines and other programs (JSON-LD).

Without addresses of our own: the page adds its own address when the site has one. No author is named for what we
wrote, since none is known; a source's author stands as `creditText`, which takes a text as it is written there.
"""
from __future__ import annotations

from collections.abc import Mapping

from generator.know.catalogue import Catalogue
from generator.model.case import Case
from generator.model.practice import Practice
from generator.model.source import Source
from generator.view.desk import Desk

SITE = "基层治理案例库"
CREDIT = "基层治理案例库贡献者"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def case_data(catalogue: Catalogue, case_id: str) -> Mapping[str, object]:
    """A case as schema.org's Article."""
    desk = Desk(catalogue, catalogue.book.cases[case_id])
    case = desk.case.case
    return {
        **_article("Article", case.name, desk, case.summary),
        "identifier": case.id,
        "dateModified": case.reviewed,
        "keywords": [case.model_name],
        "about": [_named("Thing", catalogue.term["community_types"][term]) for term in case.community_types],
        "spatialCoverage": _named("Place", case.region),
        "isPartOf": _named("WebSite", SITE),
        "citation": [_citation(source) for source in desk.case.sources.sources],
    }


def practice_data(desk: Desk, practice: Practice) -> Mapping[str, object]:
    """A practice of the desk's case as schema.org's TechArticle, a part of its case."""
    case = desk.case.case
    return {
        **_article("TechArticle", practice.name, desk, practice.one_line),
        "identifier": f"{case.id}/{practice.id}",
        "dateModified": practice.reviewed,
        **({"keywords": list(practice.aliases)} if practice.aliases else {}),
        "about": [_named("Thing", desk.catalogue.term["topics"][term]) for term in practice.topics],
        "spatialCoverage": _named("Place", case.region),
        "isPartOf": _case(case),
        "citation": [_citation(source) for source in desk.case.sources.sources],
    }


def _article(kind: str, headline: str, desk: Desk, text: str) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": headline,
        "description": desk.words(text),
        "inLanguage": "zh-CN",
        "license": LICENCE,
        "creditText": CREDIT,
        "isAccessibleForFree": True,
    }


def _named(kind: str, name: str) -> dict[str, object]:
    return {"@type": kind, "name": name}


def _case(case: Case) -> dict[str, object]:
    return {**_named("Article", case.name), "identifier": case.id, "isPartOf": _named("WebSite", SITE)}


def _citation(source: Source) -> dict[str, object]:
    """What is known of a source; what it does not say is left out."""
    return {
        **_named("CreativeWork", source.title or source.title_note or source.id),
        "genre": source.kind,
        **({"creditText": source.author} if source.author else {}),
        **({"publisher": _named("Organization", source.publisher)} if source.publisher else {}),
        **({"datePublished": source.published} if source.published else {}),
    }
