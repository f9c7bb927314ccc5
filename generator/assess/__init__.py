"""Self-assessment: scoring, what to do next, many returns put together. Pure; the same rules stand in generator/web/src/assess/."""
