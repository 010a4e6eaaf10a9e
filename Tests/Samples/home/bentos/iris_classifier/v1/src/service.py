"""Tells the species of an iris by the lengths and widths of its sepals and petals, in centimetres."""

import json
from pathlib import Path

import bentoml
import numpy
from sklearn.linear_model import LogisticRegression

SPECIES = ["setosa", "versicolor", "virginica"]


@bentoml.service(resources={"cpu": "1"})
class IrisClassifier:
    weights = bentoml.models.BentoModel("iris:v1")

    def __init__(self) -> None:
        values = json.loads((Path(self.weights.path) / "weights.json").read_text())
        self.model = LogisticRegression()
        self.model.classes_ = numpy.arange(len(SPECIES))
        self.model.coef_ = numpy.array(values["coefficients"])
        self.model.intercept_ = numpy.array(values["intercepts"])

    @bentoml.api
    def classify(self, flowers: list[list[float]]) -> list[str]:
        return [SPECIES[number] for number in self.model.predict(numpy.array(flowers))]
