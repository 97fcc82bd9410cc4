/** Table of data: packages by what they do in a product, as `purl type/namespace/name` in lower case. */

function table(groups: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(groups).flatMap(([label, keys]) =>
      keys
        .split(/\s+/)
        .filter((key) => key !== '')
        .map((key): [string, string] => [key, label]),
    ),
  )
}

/** Libraries whose purpose is cryptography. */
export const cryptoLibraries = table({
  cryptography: `
    npm/@noble/* npm/@stablelib/* npm/tweetnacl npm/libsodium npm/libsodium-wrappers npm/sodium-native npm/elliptic
    npm/node-forge npm/jose npm/jsonwebtoken npm/openpgp npm/bcrypt npm/bcryptjs npm/argon2 npm/@node-rs/argon2
    npm/@node-rs/bcrypt npm/sjcl npm/asn1.js npm/pkijs npm/webcrypto-core npm/secp256k1 npm/scrypt-js
    pypi/cryptography pypi/pynacl pypi/pycryptodome pypi/pycryptodomex pypi/pyopenssl pypi/bcrypt pypi/argon2-cffi
    pypi/passlib pypi/pyjwt pypi/python-jose pypi/authlib pypi/joserfc pypi/jwcrypto pypi/ecdsa pypi/rsa pypi/paramiko
    golang/golang.org/x/crypto golang/github.com/golang-jwt/* golang/filippo.io/* golang/github.com/cloudflare/circl
    golang/github.com/protonmail/go-crypto golang/github.com/protonmail/gopenpgp/* golang/github.com/go-jose/*
    cargo/ring cargo/rustls cargo/openssl cargo/aws-lc-rs cargo/sha2 cargo/aes cargo/aes-gcm cargo/chacha20poly1305
    cargo/ed25519-dalek cargo/x25519-dalek cargo/rsa cargo/p256 cargo/argon2 cargo/bcrypt cargo/native-tls cargo/orion
    maven/org.bouncycastle/* maven/com.google.crypto.tink/* maven/com.nimbusds/nimbus-jose-jwt maven/io.jsonwebtoken/*
    maven/org.conscrypt/* maven/com.auth0/java-jwt
    nuget/bouncycastle.cryptography nuget/portable.bouncycastle nuget/libsodium nuget/nsec.cryptography nuget/bcrypt.net-next
    gem/rbnacl gem/bcrypt gem/jwt gem/ed25519 gem/openssl gem/lockbox
    composer/phpseclib/phpseclib composer/defuse/php-encryption composer/firebase/php-jwt composer/paragonie/halite
    composer/lcobucci/jwt
    conan/openssl conan/libsodium conan/mbedtls conan/wolfssl conan/botan conan/cryptopp conan/libressl
    hex/bcrypt_elixir hex/argon2_elixir hex/joken hex/jose pub/cryptography pub/pointycastle pub/encrypt`,
})

/** No longer maintained, by word of their authors or registry; the label says what they say to use. */
export const deprecatedCrypto = table({
  'use the platform’s own crypto': 'npm/crypto-js npm/crypto',
  'use bcrypt or bcryptjs': 'npm/bcrypt-nodejs',
  'use pycryptodome or cryptography': 'pypi/pycrypto',
  'use github.com/golang-jwt/jwt':
    'golang/github.com/dgrijalva/jwt-go golang/github.com/form3tech-oss/jwt-go',
  'use RustCrypto or ring': 'cargo/rust-crypto cargo/sodiumoxide',
  'use bcprov-jdk18on':
    'maven/org.bouncycastle/bcprov-jdk15on maven/org.bouncycastle/bcpkix-jdk15on maven/org.bouncycastle/bcprov-jdk16 maven/org.bouncycastle/bcprov-jdk14',
  'use BouncyCastle.Cryptography': 'nuget/portable.bouncycastle nuget/bouncycastle',
})

export const authLibraries = table({
  'sign-in framework': `
    npm/passport npm/next-auth npm/@auth/* npm/lucia npm/better-auth npm/@clerk/* npm/@supabase/auth-js npm/supertokens-node
    npm/@feathersjs/authentication npm/express-session npm/iron-session npm/@nestjs/passport npm/@nestjs/jwt
    pypi/django-allauth pypi/flask-login pypi/flask-security-too pypi/fastapi-users pypi/django pypi/authlib
    pypi/djangorestframework-simplejwt pypi/flask-jwt-extended pypi/python-ldap pypi/ldap3 pypi/django-guardian
    golang/github.com/go-ldap/ldap/* golang/github.com/casbin/casbin/* golang/github.com/markbates/goth golang/github.com/gorilla/sessions
    maven/org.springframework.security/* maven/org.apache.shiro/* maven/org.keycloak/* maven/org.pac4j/*
    nuget/microsoft.aspnetcore.identity* nuget/duende.identityserver nuget/microsoft.identity.web nuget/openiddict*
    gem/devise gem/rodauth gem/omniauth gem/warden gem/pundit gem/cancancan gem/doorkeeper
    composer/laravel/sanctum composer/laravel/passport composer/laravel/fortify composer/symfony/security-bundle
    cargo/axum-login cargo/actix-identity hex/guardian hex/pow hex/ueberauth`,
  'OpenID Connect or SAML': `
    npm/openid-client npm/oidc-provider npm/passport-oauth2 npm/@node-saml/* npm/samlify npm/keycloak-connect npm/oidc-client-ts
    pypi/python3-saml pypi/pysaml2 pypi/mozilla-django-oidc pypi/oauthlib pypi/django-oauth-toolkit
    maven/com.nimbusds/oauth2-oidc-sdk golang/github.com/coreos/go-oidc/* golang/golang.org/x/oauth2 golang/github.com/crewjam/saml golang/github.com/zitadel/oidc/*
    gem/omniauth_openid_connect gem/ruby-saml cargo/openidconnect cargo/oauth2 composer/league/oauth2-client composer/onelogin/php-saml`,
  'second factor': `
    npm/otplib npm/speakeasy npm/notp npm/otpauth npm/@simplewebauthn/* npm/fido2-lib
    pypi/pyotp pypi/django-otp pypi/webauthn pypi/fido2 pypi/django-two-factor-auth
    golang/github.com/pquerna/otp golang/github.com/go-webauthn/webauthn golang/github.com/duo-labs/webauthn
    cargo/totp-rs cargo/webauthn-rs gem/rotp gem/devise-two-factor gem/webauthn maven/com.yubico/*
    maven/com.warrenstrange/googleauth composer/pragmarx/google2fa composer/spomky-labs/otphp composer/web-auth/webauthn-lib
    nuget/fido2 nuget/otp.net hex/nimble_totp`,
})

/** What sends data about users or their devices; tracing that goes where the user says is not in it. */
export const telemetryLibraries = table({
  'crash reports': `
    npm/@sentry/* npm/@bugsnag/* npm/rollbar npm/raygun4js npm/logrocket pypi/sentry-sdk pypi/bugsnag pypi/rollbar
    golang/github.com/getsentry/sentry-go golang/github.com/bugsnag/bugsnag-go/* cargo/sentry maven/io.sentry/*
    maven/com.google.firebase/firebase-crashlytics maven/com.bugsnag/* gem/sentry-ruby gem/sentry-rails gem/bugsnag gem/rollbar
    composer/sentry/sentry composer/sentry/sentry-laravel nuget/sentry nuget/sentry.aspnetcore pub/sentry_flutter pub/firebase_crashlytics
    cocoapods/sentry cocoapods/firebasecrashlytics cocoapods/bugsnag`,
  'usage analytics': `
    npm/mixpanel npm/mixpanel-browser npm/@segment/* npm/analytics-node npm/@amplitude/* npm/amplitude-js npm/posthog-js npm/posthog-node
    npm/react-ga npm/react-ga4 npm/ga-4-react npm/@vercel/analytics npm/@google-analytics/* npm/matomo-tracker npm/plausible-tracker
    npm/@datadog/browser-rum npm/@microsoft/applicationinsights-web npm/applicationinsights npm/hotjar-react npm/@hotjar/browser
    pypi/mixpanel pypi/posthog pypi/analytics-python pypi/segment-analytics-python pypi/amplitude-analytics pypi/applicationinsights
    golang/github.com/segmentio/analytics-go* golang/github.com/posthog/posthog-go golang/github.com/mixpanel/*
    maven/com.google.firebase/firebase-analytics maven/com.google.firebase/firebase-analytics-ktx maven/com.mixpanel.android/*
    maven/com.amplitude/* maven/com.segment.analytics.* maven/com.microsoft.azure/applicationinsights*
    gem/analytics-ruby gem/mixpanel-ruby gem/ahoy_matey gem/posthog-ruby nuget/microsoft.applicationinsights* pub/firebase_analytics
    pub/posthog_flutter pub/mixpanel_flutter cocoapods/firebaseanalytics cocoapods/googleanalytics cocoapods/mixpanel-swift`,
  advertising: `
    maven/com.google.android.gms/play-services-ads maven/com.facebook.android/audience-network-sdk maven/com.appsflyer/*
    maven/com.adjust.sdk/* maven/com.unity3d.ads/* maven/com.applovin/* pub/google_mobile_ads npm/react-native-google-mobile-ads
    npm/react-native-appsflyer cocoapods/google-mobile-ads-sdk cocoapods/appsflyerframework cocoapods/adjust`,
})

export const limitLibraries = table({
  'rate limit': `
    npm/express-rate-limit npm/rate-limiter-flexible npm/limiter npm/@fastify/rate-limit npm/koa-ratelimit npm/@nestjs/throttler
    npm/bottleneck npm/hono-rate-limiter npm/@upstash/ratelimit pypi/slowapi pypi/flask-limiter pypi/django-ratelimit pypi/django-axes
    pypi/ratelimit pypi/limits golang/golang.org/x/time golang/github.com/ulule/limiter/* golang/go.uber.org/ratelimit
    golang/github.com/didip/tollbooth/* golang/github.com/go-chi/httprate cargo/governor cargo/tower_governor cargo/actix-governor
    maven/com.bucket4j/* maven/com.github.vladimir-bukhtoyarov/* maven/io.github.resilience4j/* gem/rack-attack nuget/aspnetcoreratelimit
    composer/symfony/rate-limiter hex/hammer`,
  'circuit breaker': `
    npm/opossum npm/cockatiel pypi/pybreaker golang/github.com/sony/gobreaker* maven/com.netflix.hystrix/* nuget/polly gem/circuitbox gem/stoplight`,
})

/** Libraries that try again after a failure, and wait longer each time unless told otherwise. */
export const backoffLibraries = table({
  'waits between tries': `
    npm/exponential-backoff npm/backoff npm/retry npm/p-retry npm/async-retry npm/promise-retry npm/axios-retry npm/retry-axios
    npm/cockatiel npm/@lifeomic/attempt npm/reconnecting-websocket
    pypi/backoff pypi/tenacity pypi/stamina pypi/aiohttp-retry pypi/httpx-retries
    golang/github.com/cenkalti/backoff* golang/github.com/hashicorp/go-retryablehttp golang/github.com/avast/retry-go*
    golang/github.com/sethvargo/go-retry golang/github.com/jpillora/backoff golang/github.com/lestrrat-go/backoff*
    cargo/backoff cargo/backon cargo/tokio-retry cargo/exponential-backoff cargo/reqwest-retry
    maven/dev.failsafe/failsafe maven/org.springframework.retry/spring-retry maven/io.github.resilience4j/resilience4j-retry
    nuget/polly nuget/polly.core nuget/microsoft.extensions.http.polly nuget/microsoft.extensions.http.resilience
    gem/retriable gem/faraday-retry composer/stechstudio/backoff composer/caseyamcl/guzzle_retry_middleware
    hex/retry pub/retry`,
})

export const logLibraries = table({
  'logging library': `
    npm/winston npm/pino npm/bunyan npm/log4js npm/loglevel npm/signale npm/electron-log
    pypi/loguru pypi/structlog pypi/python-json-logger golang/go.uber.org/zap golang/github.com/sirupsen/logrus
    golang/github.com/rs/zerolog golang/github.com/golang/glog golang/unknwon.dev/clog/* cargo/log cargo/tracing cargo/env_logger
    cargo/slog maven/org.slf4j/slf4j-api maven/ch.qos.logback/* maven/org.apache.logging.log4j/* maven/com.jakewharton.timber/timber
    nuget/serilog nuget/nlog nuget/microsoft.extensions.logging gem/lograge gem/semantic_logger composer/monolog/monolog pub/logging`,
  'audit trail': `
    gem/audited gem/paper_trail pypi/django-auditlog pypi/django-easy-audit pypi/django-simple-history
    composer/spatie/laravel-activitylog composer/owen-it/laravel-auditing maven/org.javers/* nuget/audit.net`,
})

/** Frameworks that fetch and apply updates; the second word says whether their client checks a signature itself. */
export const updateLibraries = table({
  'electron-updater (unsigned unless the build signs)': 'npm/electron-updater npm/update-electron-app',
  'Tauri updater (signed)': 'npm/@tauri-apps/plugin-updater cargo/tauri-plugin-updater',
  'Sparkle (signed)': 'cocoapods/sparkle swift/github.com/sparkle-project/sparkle',
  'NetSparkle (signed)': 'nuget/netsparkleupdater.sparkleupdater',
  'Velopack (unsigned unless the build signs)': 'nuget/velopack npm/velopack cargo/velopack',
  'Squirrel (unsigned unless the build signs)': 'nuget/squirrel.windows nuget/clowd.squirrel',
  'The Update Framework (signed)':
    'pypi/tuf golang/github.com/theupdateframework/go-tuf* cargo/tough cargo/tuf npm/tuf-js npm/@tufjs/* pypi/tufup',
  'self_update (unsigned unless the build signs)': 'cargo/self_update',
  'go-selfupdate (unsigned unless the build signs)':
    'golang/github.com/rhysd/go-github-selfupdate golang/github.com/creativeprojects/go-selfupdate golang/github.com/inconshreveable/go-update golang/github.com/minio/selfupdate',
  'Play in-app updates (signed)':
    'maven/com.google.android.play/app-update maven/com.google.android.play/app-update-ktx',
  'Expo updates (unsigned unless the build signs)': 'npm/expo-updates npm/react-native-code-push',
})

/** Paid editions, purchases and advertising; they open a question and decide nothing. */
export const paymentLibraries = table({
  'payment library': `
    npm/stripe npm/@stripe/* npm/@paddle/* npm/@paypal/* npm/braintree npm/react-native-iap npm/react-native-purchases
    pypi/stripe pypi/dj-stripe pypi/paypalrestsdk golang/github.com/stripe/stripe-go* maven/com.stripe/* maven/com.android.billingclient/*
    maven/com.revenuecat.purchases/* gem/stripe gem/pay composer/stripe/stripe-php composer/laravel/cashier nuget/stripe.net
    pub/in_app_purchase pub/purchases_flutter cocoapods/revenuecat cocoapods/stripe`,
})

/** Libraries whose purpose is to talk over a network or by radio. */
export const networkLibraries = table({
  'HTTP client': `
    npm/axios npm/got npm/undici npm/node-fetch npm/superagent npm/ky npm/@octokit/* npm/graphql-request npm/@apollo/client
    pypi/requests pypi/httpx pypi/aiohttp pypi/urllib3 pypi/pycurl golang/github.com/go-resty/resty/*
    golang/github.com/hashicorp/go-retryablehttp cargo/reqwest cargo/hyper cargo/ureq cargo/isahc
    maven/com.squareup.okhttp3/okhttp maven/org.apache.httpcomponents/* maven/org.apache.httpcomponents.client5/*
    nuget/restsharp nuget/refit gem/faraday gem/httparty gem/excon composer/guzzlehttp/guzzle conan/libcurl conan/cpr hex/httpoison hex/finch pub/http pub/dio`,
  'server framework': `
    npm/express npm/fastify npm/koa npm/@nestjs/core npm/@hapi/hapi npm/hono npm/next pypi/django pypi/flask pypi/fastapi
    pypi/starlette pypi/uvicorn pypi/gunicorn pypi/granian pypi/channels golang/github.com/gin-gonic/gin golang/github.com/labstack/echo/*
    golang/github.com/gorilla/mux golang/github.com/go-chi/chi/* golang/github.com/gofiber/fiber/* cargo/axum cargo/actix-web cargo/rocket
    cargo/warp cargo/tonic maven/org.springframework.boot/* maven/io.netty/* maven/org.eclipse.jetty/* gem/rails gem/sinatra
    gem/puma composer/laravel/framework composer/symfony/http-kernel hex/phoenix hex/plug`,
  'sockets and messaging': `
    npm/ws npm/socket.io npm/socket.io-client npm/mqtt npm/amqplib npm/kafkajs npm/nodemailer npm/ssh2 npm/@grpc/grpc-js
    pypi/websockets pypi/paho-mqtt pypi/pika pypi/grpcio pypi/redis pypi/celery pypi/python-socketio golang/google.golang.org/grpc
    golang/github.com/gorilla/websocket golang/github.com/eclipse/paho.mqtt.golang golang/github.com/nats-io/* golang/github.com/quic-go/quic-go
    cargo/tokio-tungstenite cargo/rumqttc cargo/quinn cargo/lettre maven/org.eclipse.paho/* gem/bunny nuget/mqttnet nuget/grpc.net.client conan/mosquitto conan/boost`,
})
