# docker build -t chaland . && docker run -p 80:80 -v chaland:/storage chaland
# More in docs/operating.md, "Container".
ARG SWIFT_IMAGE=docker.io/library/swift:6.2-bookworm
ARG RUNTIME_IMAGE=docker.io/library/debian:12-slim

FROM ${SWIFT_IMAGE} AS build
RUN apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends libsqlite3-dev zlib1g-dev libqrencode-dev libssl-dev \
      libunistring-dev libarchive-dev libexpat1-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN swift build -c release --product chaland --static-swift-stdlib -Xlinker -s \
 && swift build -c release --product chaland-sheet --static-swift-stdlib -Xlinker -s

FROM ${RUNTIME_IMAGE}
RUN apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends libsqlite3-0 zlib1g libqrencode4 libssl3 libstdc++6 \
    librsvg2-bin fonts-liberation libvips-tools curl ca-certificates \
      libunistring2 libarchive13 libexpat1 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /storage --shell /usr/sbin/nologin chaland \
 && install -d -o chaland -g chaland -m 0700 /storage
COPY --from=build /source/.build/release/chaland /source/.build/release/chaland-sheet /usr/bin/
COPY --from=build /source/Templates /usr/share/chaland/Templates
COPY --from=build /source/Public /usr/share/chaland/Public
USER chaland
ENV CHALAND_STORAGE=/storage CHALAND_HOST=0.0.0.0 PORT=80
VOLUME /storage
EXPOSE 80
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/usr/bin/chaland", "health"]
ENTRYPOINT ["/usr/bin/chaland"]
CMD ["serve"]
