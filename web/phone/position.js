// One position at capture, never a track; and words for why there is none.
(() => {
  const zb = (window.zb = window.zb || {});
  const WHY = { 1: "没有允许定位", 2: "现在定不了位", 3: "定位超时" };
  const DEGREE_M = 111320;

  // {longitude, latitude, accuracy_m} or {why}: never rejects, so that a report never waits for a satellite.
  zb.position = () => new Promise((resolve) => {
    if (!window.isSecureContext) {
      resolve({ why: "当前是普通 http 连接，浏览器不给定位" });
      return;
    }
    if (!navigator.geolocation) {
      resolve({ why: "这台手机不能定位" });
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({
        longitude: coords.longitude.toFixed(6),
        latitude: coords.latitude.toFixed(6),
        accuracy_m: Math.round(coords.accuracy),
      }),
      (error) => resolve({ why: WHY[error.code] || "没有取得位置" }),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 },
    );
  });

  // Metres between two positions, close enough within a district.
  zb.metres = (one, other) => {
    const north = (one.latitude - other.latitude) * DEGREE_M;
    const east = (one.longitude - other.longitude) * DEGREE_M * Math.cos((one.latitude * Math.PI) / 180);
    return Math.hypot(north, east);
  };

  zb.metresWords = (metres) => (metres < 950 ? `${Math.round(metres / 10) * 10} 米` : `${(metres / 1000).toFixed(1)} 公里`);
})();
