# The image for one platform, from the variants and the shell that build/image.sh has put into artifacts. Use that script.
ARG BASE=debian:bookworm-slim

# The parts of Debian that the programs need, taken from packages of the target's architecture: nothing runs emulated.
FROM --platform=$BUILDPLATFORM ${BASE} AS image
ARG TARGETARCH
COPY build/foreign.sh build/packages.tsv build/system.sh /build/
RUN --mount=type=cache,target=/cache XDG_CACHE_HOME=/cache /build/system.sh "$TARGETARCH" /image
COPY entrypoint.sh /image/opt/watchtower/
COPY artifacts/image/${TARGETARCH}/ /image/opt/watchtower/
COPY artifacts/shell/${TARGETARCH}/ /image/bin/
# One date for ever: what has the same content is the same layer, in every build and every release.
RUN find /image -exec touch --no-dereference --date=@0 {} +

FROM scratch
ARG VERSION=0
ARG REVISION=unknown
# Watchtower knows itself by these. The label of the Go original is left out: that one would take this for itself and end it.
LABEL ai.talm.watchtower="true" \
      ai.talm.rpi-watchtower="true" \
      org.opencontainers.image.title="Watchtower for Raspberry Pi" \
      org.opencontainers.image.description="Updates running containers when their image was refreshed" \
      org.opencontainers.image.source="https://github.com/talmai/rpi-watchtower" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
COPY --from=image /image/ /
# No HEALTHCHECK: each one would start another program every few seconds, which a Pi 1 feels, only to learn that the
# process is there. If the process ends, the engine's restart policy sees to it.
ENTRYPOINT ["/opt/watchtower/entrypoint.sh"]
