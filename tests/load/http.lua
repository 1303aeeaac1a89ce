-- http.lua — the requests of wrk: each a new submission of about 1 KiB with a key of its own.
local thread_count = 0
function setup(thread)
    thread:set("id", thread_count)
    thread_count = thread_count + 1
end
function init(args)
    token = args[1]
    prefix = args[2]
    number = 0
    text = string.rep("noi dung hoat dong thanh nien ", 25)
end
function request()
    number = number + 1
    local key = prefix .. "-" .. id .. "-" .. number
    local body = string.format(
        '{"campaign":"bench","unit":"U%d","criteria":["C%d"],"kind":"other","title":"Hoat dong %d","occurred_on":"2023-06-01","text":"%s %s"}',
        number % 10 + 1, math.floor(number / 10) % 50 + 1, number, key, text)
    return wrk.format("POST", "/api/v1/evidence", {
        ["Authorization"] = "Bearer " .. token,
        ["Content-Type"] = "application/json",
        ["Idempotency-Key"] = key,
    }, body)
end
local refused = 0
function response(status)
    if status ~= 202 then
        refused = refused + 1
    end
end
function done(summary, latency)
    io.write(string.format(
        '{"accepted":%d,"errors":%d,"seconds":%.2f,"per_second":%.0f,"p50_us":%d,"p99_us":%d}\n',
        summary.requests, summary.errors.status + summary.errors.timeout + summary.errors.read,
        summary.duration / 1e6, summary.requests / (summary.duration / 1e6),
        latency:percentile(50), latency:percentile(99)))
end
