# syntax=docker/dockerfile:1

# This Node only brings npm: `npm ci` installs the project's own, which runs everything from there on, and needs libatomic.
FROM node:22.19.0-trixie-slim AS packages
RUN apt-get update \
  && apt-get install --yes --no-install-recommends libatomic1 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM packages AS build
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json mikro-orm.config.ts ./
COPY scripts scripts
COPY migrations migrations
COPY src src
RUN npm run build

FROM packages AS production-packages
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/node-linux-*/include node_modules/node-linux-*/share

# glibc, for which argon2 and better-sqlite3 bring machine code of their own: nothing is compiled here.
FROM debian:13.6-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates libatomic1 libstdc++6 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --user-group --uid 10001 --no-create-home --shell /usr/sbin/nologin amphi \
  && install --directory --owner=amphi --group=amphi /data
WORKDIR /app
COPY --from=production-packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
ENV PATH=/app/node_modules/.bin:$PATH NODE_ENV=production PORT=4000 DATABASE_URL=sqlite:/data/amphi.db
USER 10001
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(it => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so that SIGTERM reaches it; it drains within ten seconds.
CMD ["node", "--min-semi-space-size=16", "dist/bundle/main.js"]
