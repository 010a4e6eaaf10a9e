/// Certificates for tests, P-256, valid for 100 years from November 2026.
enum TestCertificates {
  /// Signed the server's and the client's.
  static let authority = """
    -----BEGIN CERTIFICATE-----
    MIIBdzCCAR6gAwIBAgIUKu3lahWPp4L3rfSt8HPt60tl1mcwCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjYxMTIzMTk0MzU1WhgPMjEy
    NjEwMzAxOTQzNTVaMBkxFzAVBgNVBAMMDlRlc3QgYXV0aG9yaXR5MFkwEwYHKoZI
    zj0CAQYIKoZIzj0DAQcDQgAE8yYOKB49eNZFronKzypHoTcnuutpAf4Y6mvyfYnw
    xK7CbHqYla/2nk8Kkds+W0E8Cd2CrO3ZmZ+57CItm4MydaNCMEAwDwYDVR0TAQH/
    BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFI56XWlxl31TzRCAE9Uz
    fASae5CSMAoGCCqGSM49BAMCA0cAMEQCIDFyRUc2lbhb8eohT/XMhcpzE4kHyPRU
    Sa+22Ef5Sd0cAiB8TF6NiupAHNaoCmtPzjkEkhDij53y0cViCsHXLat4Xg==
    -----END CERTIFICATE-----
    """

  /// Signed only the other client's.
  static let otherAuthority = """
    -----BEGIN CERTIFICATE-----
    MIIBfjCCASSgAwIBAgIUIxvsnLsOV4OCEQNsQYgcuUyjRjIwCgYIKoZIzj0EAwIw
    HDEaMBgGA1UEAwwRQW5vdGhlciBhdXRob3JpdHkwIBcNMjYxMTIzMTk0MzU1WhgP
    MjEyNjEwMzAxOTQzNTVaMBwxGjAYBgNVBAMMEUFub3RoZXIgYXV0aG9yaXR5MFkw
    EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEIxZ2ZEB4aLSHyUNDr7XFDiug7sKSGe6n
    zQR9gm2rbNEfdDzMpEIdNyAXk3/tHQyo7uVAI3U7AcjRP6NvFDtCQaNCMEAwDwYD
    VR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFK00cGRDfH+C
    Vr6lSlYKmc2K7RhiMAoGCCqGSM49BAMCA0gAMEUCIQDQ/EFYW0AtQZseX0ssZWI9
    upC5fKqHU8/Au00A9JgYrwIgJg13pManU9XdqnMccI5mBtP0fjqYtEYjQOhwNR8V
    jYc=
    -----END CERTIFICATE-----
    """

  /// For localhost, 127.0.0.1 and builder.test.
  static let server = """
    -----BEGIN CERTIFICATE-----
    MIIBtDCCAVmgAwIBAgIUAxvpvTHHNXiHR2e4hff9ZxaF5kYwCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjYxMTIzMTk0MzU1WhgPMjEy
    NjEwMzAxOTQzNTVaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEG
    CCqGSM49AwEHA0IABHkNPFY27lXO5CtABrsK9dVkbTHy6jqwC3nXMADVOhtzUL3i
    FxZJIfWK2qxr7ZbzUC7RpDfd4kmOgKW33ps4DhyjgYEwfzAoBgNVHREEITAfggls
    b2NhbGhvc3SCDGJ1aWxkZXIudGVzdIcEfwAAATATBgNVHSUEDDAKBggrBgEFBQcD
    ATAdBgNVHQ4EFgQUftRkqDKDIG+qqPOtJx1L/i8YelgwHwYDVR0jBBgwFoAUjnpd
    aXGXfVPNEIAT1TN8BJp7kJIwCgYIKoZIzj0EAwIDSQAwRgIhALvCJNmCjvETYjy5
    ZwfjYyHuIvCrMmkvauebEWdsLCIhAiEA5MqiGyBxkxis+dwNOGIFTlYx+owyqOEY
    UUB/WVumr2A=
    -----END CERTIFICATE-----
    """

  /// The key of the server's.
  static let serverKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjkDmF4JrkLhvZfDi
    k21B8x4Bsv6+eivYWAWcw+LyejGhRANCAAR5DTxWNu5VzuQrQAa7CvXVZG0x8uo6
    sAt51zAA1Tobc1C94hcWSSH1itqsa+2W81Au0aQ33eJJjoClt96bOA4c
    -----END PRIVATE KEY-----
    """

  /// A client's that the server accepts.
  static let client = """
    -----BEGIN CERTIFICATE-----
    MIIBhDCCASugAwIBAgIUAxvpvTHHNXiHR2e4hff9ZxaF5kcwCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjYxMTIzMTk0MzU1WhgPMjEy
    NjEwMzAxOTQzNTVaMBExDzANBgNVBAMMBmNsaWVudDBZMBMGByqGSM49AgEGCCqG
    SM49AwEHA0IABMVe2qFJI3bUeNY8y25o10fUtPoNDKP05XHlbgMv+iCfFfXVAtur
    fruA5VqfMFsFb07coO+gjrwJbH5pGNklWtqjVzBVMBMGA1UdJQQMMAoGCCsGAQUF
    BwMCMB0GA1UdDgQWBBQMpXAl5J2Mqnr9zyTSCKC+9tOOzjAfBgNVHSMEGDAWgBSO
    el1pcZd9U80QgBPVM3wEmnuQkjAKBggqhkjOPQQDAgNHADBEAiBJh5y7sdHtjM3h
    xqiYssiX2SE95Ni/jwnWFg0LmdozbwIgcEhH3zmmO0Budj45IvF20uv4i60vZO4V
    H11mDiLirBw=
    -----END CERTIFICATE-----
    """

  /// The key of the client's.
  static let clientKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghcaYcjaIa+vBRTf/
    3ygXbNx6Euh8dLlD9J+OGqwQI+ihRANCAATFXtqhSSN21HjWPMtuaNdH1LT6DQyj
    9OVx5W4DL/ognxX11QLbq367gOVanzBbBW9O3KDvoI68CWx+aRjZJVra
    -----END PRIVATE KEY-----
    """

  /// A client's that the server refuses.
  static let otherClient = """
    -----BEGIN CERTIFICATE-----
    MIIBiDCCAS6gAwIBAgIUIjKxkTQ8dz/OTna/nYzEnTgK8dYwCgYIKoZIzj0EAwIw
    HDEaMBgGA1UEAwwRQW5vdGhlciBhdXRob3JpdHkwIBcNMjYxMTIzMTk0MzU1WhgP
    MjEyNjEwMzAxOTQzNTVaMBExDzANBgNVBAMMBmNsaWVudDBZMBMGByqGSM49AgEG
    CCqGSM49AwEHA0IABOHnCOSX6kNuHN3HwXGW8x6lNrJYy5b2y9CyeIM0IuJ+b2rx
    8BOEX1mPh/wSh953Qgzm1NjTlE1UoFTYbpE5xpyjVzBVMBMGA1UdJQQMMAoGCCsG
    AQUFBwMCMB0GA1UdDgQWBBQSc/Q6fV7+sVNcKIyj/Y1aGyzlrjAfBgNVHSMEGDAW
    gBStNHBkQ3x/gla+pUpWCpnNiu0YYjAKBggqhkjOPQQDAgNIADBFAiEAnistorZM
    f3/FuCAZN6JCs6EEd3LasSXYKDalt8qBW5gCIEAi8S07pRJvrMVxhnkNVelh5xsP
    muB1EU7cfolHtu8Z
    -----END CERTIFICATE-----
    """

  /// The key of the other client's.
  static let otherClientKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg1WNTWsRBvN/lidm9
    DEEwcdbK/MgFJPOASzY37lExVxWhRANCAATh5wjkl+pDbhzdx8FxlvMepTayWMuW
    9svQsniDNCLifm9q8fAThF9Zj4f8Eofed0IM5tTY05RNVKBU2G6ROcac
    -----END PRIVATE KEY-----
    """
}
