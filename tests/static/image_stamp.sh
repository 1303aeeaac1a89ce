#!/bin/bash
# image_stamp.sh — the image's test has passed with the present inputs; else lists the changes.
# slow: `make quick` leaves it out, as the stamp may be outdated in the middle of a change.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/image/rests_on.py
