"""Reference numbers for core/benchmark's statistics, made with SciPy: writes statistics.json beside this file.

    pip install scipy==1.17.1 && python3 tests/reference/statistics.py
"""

import json
import pathlib

import numpy
import scipy
from scipy import stats


def wilcoxon_cases():
    random = numpy.random.default_rng(7)
    cases = {
        "three pairs": [1.5, -0.5, 2.25],
        "one pair": [0.25],
        "all above": [0.5, 1.0, 2.5, 3.25, 4.0, 5.5],
        "symmetric": [1.0, -2.0, 3.0, -4.0, 5.0, -6.5, 7.5, -0.5],
        "zeros and ties, small": [0.0, 0.5, 0.5, -0.5, 1.0, 0.0, 2.0, -1.0],
        "thirteen with ties": [1, 1, -1, 2, 2, -2, 3, 3, 4, -4, 5, 5, 6],
        "fourteen with ties": [1, 1, -1, 2, 2, -2, 3, 3, 4, -4, 5, 5, 6, 7],
        "fourteen with a zero": [1, 2, -3, 4, 5, 6, -7, 8, 9, 10, 11, -12, 13, 0],
        "fifty, exact": random.normal(0.3, 1, 50).round(6).tolist(),
        "fifty-one, normal": random.normal(0.3, 1, 51).round(6).tolist(),
        "142 with zeros": numpy.where(random.random(142) < 0.3, 0, random.normal(0.1, 1, 142)).round(6).tolist(),
        "142 with ties": random.normal(0.2, 1, 142).round(1).tolist(),
        "a thousand, far apart": random.normal(2, 1, 1000).round(6).tolist(),
        "a thousand, close": random.normal(0.02, 1, 1000).round(6).tolist(),
    }
    for name, differences in cases.items():
        d = numpy.array(differences, dtype=float)
        kept = d[d != 0]
        ranks = stats.rankdata(numpy.abs(kept))
        yield {
            "name": name,
            "differences": d.tolist(),
            "rankSum": float(ranks[kept > 0].sum()),
            "p": float(stats.wilcoxon(d).pvalue),
        }


def tails():
    for z in [0, 0.1, 0.5, 1, 1.5, 1.96, 2.5, 2.828, 2.829, 3, 4, 5, 8, 12, 20, 30, 37]:
        yield {"z": z, "p": float(stats.norm.sf(z))}


def holm_cases():
    """By the definition (SciPy has no Holm): sort, multiply by the hypotheses left, keep the running maximum."""
    random = numpy.random.default_rng(11)
    for ps in [[0.01, 0.04, 0.03, 0.005], [0.5], [0.02, 0.02, 0.02], random.random(11).round(4).tolist()]:
        order = numpy.argsort(ps, kind="stable")
        factors = len(ps) - numpy.arange(len(ps))
        corrected = numpy.minimum(1, numpy.maximum.accumulate(numpy.array(ps)[order] * factors))
        back = numpy.empty(len(ps))
        back[order] = corrected
        yield {"ps": ps, "corrected": back.tolist()}


def bootstrap_cases():
    """Percentile intervals of the mean with so many resamples that chance hardly shows, and how far 4000 may stray."""
    random = numpy.random.default_rng(13)
    for name, values in {
        "30 normal": random.normal(1, 0.5, 30),
        "142 skewed": random.exponential(1, 142) - 0.4,
    }.items():
        values = values.round(6)
        found = stats.bootstrap(
            (values,), numpy.mean, n_resamples=200_000, method="percentile", batch=1000, rng=numpy.random.default_rng(17)
        )
        yield {
            "name": name,
            "values": values.tolist(),
            "low": float(found.confidence_interval.low),
            "high": float(found.confidence_interval.high),
            "standardError": float(found.standard_error),
        }


def quantile_cases():
    random = numpy.random.default_rng(19)
    for count in [1, 2, 5, 24]:
        values = random.normal(0, 1, count).round(6)
        yield {"values": values.tolist(), "median": float(numpy.median(values))}


out = {
    "madeWith": {"scipy": scipy.__version__, "numpy": numpy.__version__, "script": "statistics.py"},
    "wilcoxon": list(wilcoxon_cases()),
    "normalTail": list(tails()),
    "holm": list(holm_cases()),
    "bootstrap": list(bootstrap_cases()),
    "median": list(quantile_cases()),
}
path = pathlib.Path(__file__).with_name("statistics.json")
path.write_text(json.dumps(out, indent=1) + "\n")
print(f"{path.name}: SciPy {scipy.__version__}")
