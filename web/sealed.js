// The offline edition: its policy forbids every request, but browsers know no directive yet that forbids
// WebRTC (CSP 3 has one), so its doors are taken away before anything else runs. Nothing here uses them.
const DOORS = ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "WebSocketStream"];

if (document.querySelector('whence-analyzer[lookups="off"]')) {
  for (const name of DOORS) delete globalThis[name];
}
