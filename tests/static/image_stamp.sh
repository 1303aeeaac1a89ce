#!/bin/bash
# image_stamp.sh — the image's test has passed on what stands here; if not, says what changed.
# slow: `make quick` leaves it out, for in the middle of a change it may be so.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/image/rests_on.py
