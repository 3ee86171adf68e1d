#!/usr/bin/env bash
# Names each image that docker-compose.yml and the Dockerfiles take from elsewhere by the digest that its tag has now: postgres:18@sha256:...
# deploy/pin-images.sh, then look at the difference and commit it; run again to move on to what the tags have become. Needs docker with buildx, and the registries.
set -euo pipefail
cd "$(dirname "$0")/.."
files=(docker-compose.yml src/Worker/Dockerfile src/Dashboard/Dockerfile)

# Ours are built here and have no digest. All digests are known before anything is written.
expressions=()
for image in $(sed -nE 's/^ *(image:|FROM) +([^ @]+).*/\2/p' "${files[@]}" | grep -v '^offboarding-' | sort -u); do
    digest=$(docker buildx imagetools inspect "$image" --format '{{.Manifest.Digest}}')
    if [[ ! $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then
        echo "$image: docker names no digest but '$digest'; nothing was changed" >&2
        exit 1
    fi

    echo "$image@$digest"
    expressions+=(-e "s#^( *(image:|FROM) +)${image//./\\.}(@sha256:[0-9a-f]{64})?( |\$)#\\1$image@$digest\\4#")
done

sed -i -E "${expressions[@]}" "${files[@]}"
