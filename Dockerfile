# syntax=docker/dockerfile:1
# One image for api, worker and init: the wheel with the built front end inside.

FROM node:22-bookworm-slim AS web
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS wheel
WORKDIR /src
# every file is checked against the hashes of the lock; the runtime is then installed from these
# files alone, so that it gets the locked versions without the tools for development
COPY requirements.lock ./
RUN pip download --quiet --require-hashes --only-binary :all: -r requirements.lock -d /wheels
COPY pyproject.toml README.md LICENSE ./
COPY evaluation/ evaluation/
COPY matching/ matching/
COPY backend/ backend/
COPY --from=web /src/frontend/dist/ frontend/dist/
COPY --from=web /src/frontend/node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf backend/fonts/
COPY --from=web /src/frontend/node_modules/@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf backend/fonts/
RUN pip install --quiet --no-index --find-links /wheels hatchling \
 && pip wheel --quiet --no-deps --no-build-isolation -w /dist . \
 && python -m venv /opt/hepabridge \
 && /opt/hepabridge/bin/pip install --quiet --no-index --find-links /wheels /dist/hepabridge-*.whl

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin hepabridge \
 && install -d -o 10001 -g 10001 /data
COPY --from=wheel /opt/hepabridge /opt/hepabridge
ENV PATH=/opt/hepabridge/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HEPABRIDGE_MODE=production \
    HEPABRIDGE_DATA=/data \
    HEPABRIDGE_HOST=0.0.0.0
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["hepabridge"]
CMD ["serve"]
