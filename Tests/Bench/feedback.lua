-- POST of a feeling with the details of an encounter, 64 different bodies.
local requests, n = {}, 0
init = function(arguments)
  local path, style = arguments[1], arguments[2]
  local head = { ["Content-Type"] = "application/x-www-form-urlencoded" }
  local words = "Venue+un+jour+de+pluie%2C+j%27ai+trouv%C3%A9+ce+qu%27il+me+fallait.+Accueil+aimable%2C+prix+justes%2C+th%C3%A9+chaud.+Je+reviendrai+avec+des+amis%2C+peut-%C3%AAtre+un+samedi+de+march%C3%A9."
  for i = 1, 64 do
    local body
    if style == "peer" then
      body = "shop_id=" .. (i * 29 % 2000 + 1) .. "&rating=" .. (i % 5 + 1) .. "&purchased=" .. (i % 2) .. "&comment=" .. words .. "+" .. i
    else
      body = "feeling=" .. (i % 5 + 1) .. "&purchased=" .. (i % 2 == 0 and "no" or "yes") .. "&note=" .. words .. "+" .. i
    end
    requests[i] = wrk.format("POST", path, head, body)
  end
end
request = function() n = n % 64 + 1; return requests[n] end
