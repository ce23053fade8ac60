-- GET of forty pages of the directory, one after the other; with a session when there is one.
local requests, n = {}, 0
init = function(arguments)
  local head = { ["Accept-Language"] = "fr" }
  if arguments[2] then head["Cookie"] = arguments[2] end
  for i = 1, 40 do requests[i] = wrk.format("GET", arguments[1] .. "?page=" .. i, head) end
end
request = function() n = n % 40 + 1; return requests[n] end
