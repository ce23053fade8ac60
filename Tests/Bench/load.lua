-- Sends the requests of a file one after the other and counts wrong responses.
-- Arguments: the file (each request after a line with its length); «check» each response or «time» them; the expected
-- status (0: any below 400); the least bytes of a body.
--
-- Checking a response makes this client build a table of its fields, which costs more the more fields a server sends,
-- and a slow client makes a server wake more often for the same requests. So responses are checked in an earlier run;
-- while timing, only statuses from 400, lost connections and bytes are counted.
local requests, n, status, least = {}, 0, 200, 0
local threads = {}
wrong = 0

function setup(thread) table.insert(threads, thread) end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  if arguments[2] == "time" then response = nil end
  status, least = tonumber(arguments[3]), tonumber(arguments[4])
  while true do
    local length = file:read("*n")
    if not length then break end
    file:read(1)
    requests[#requests + 1] = file:read(length)
  end
  file:close()
  -- Starts half-way: the check has used the first requests, and the same tap again within 30 s is not a new answer.
  if arguments[2] == "time" then n = math.floor(#requests / 2) end
end

function request()
  n = n % #requests + 1
  return requests[n]
end

function response(code, fields, body)
  if (status > 0 and code ~= status) or code >= 400 or #body < least then wrong = wrong + 1 end
end

function done(summary, latency)
  local total, errors = 0, summary.errors
  for _, thread in ipairs(threads) do total = total + thread:get("wrong") end
  io.write(string.format('{"requests":%d,"seconds":%f,"bytes":%d,"wrong":%d,"lost":%d,"p50":%f,"p99":%f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, total + errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
