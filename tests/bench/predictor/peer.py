"""scikit-learn's side of the predictor benchmark.

Reads lines of JSON {"texts": [...], "labels": [...], "folds": [{"train": [...], "test": [...]}]} and answers
each with {"seconds": ..., "probabilities": [per fold [per test row [per class ...]]]}; a line
{"analyse": [text, ...]} with {"words": [per text [n-gram, ...]], "characters": likewise}.
"""
import json
import sys
import time

from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


def vectorizers():
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_features=20000)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, max_features=20000)
    return words, characters


def fit_and_predict(train, labels, test):
    blocks = vectorizers()
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(hstack([block.fit_transform(train) for block in blocks]).tocsr(), labels)
    return model.predict_proba(hstack([block.transform(test) for block in blocks]).tocsr())


def answer(job):
    if "analyse" in job:
        words, characters = (vectorizer.build_analyzer() for vectorizer in vectorizers())
        texts = job["analyse"]
        return {"words": [words(text) for text in texts], "characters": [characters(text) for text in texts]}
    texts, labels = job["texts"], job["labels"]
    start = time.perf_counter()
    predicted = [
        fit_and_predict(
            [texts[i] for i in fold["train"]],
            [labels[i] for i in fold["train"]],
            [texts[i] for i in fold["test"]],
        )
        for fold in job["folds"]
    ]
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "probabilities": [p.tolist() for p in predicted]}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
