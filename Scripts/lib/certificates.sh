# Certificates for tests of mutual TLS, made anew for each environment. Source it, don't run it.
# shellcheck shell=bash source-path=SCRIPTDIR

source "${BASH_SOURCE%/*}/common.sh"

# make_certificates FOLDER: ca.pem with server.pem and client.pem (and their .key) signed by it, valid
# for localhost, 127.0.0.1 and buildkit.test; other-ca.pem with other-client.pem, which none trusts.
make_certificates() {
  local folder=$1 work
  [[ ! -d $folder ]] || return 0
  work=$(mktemp -d "$folder.XXXXXX")
  quietly "$work/openssl.log" make_certificates_in "$work" || fail "openssl could not make test certificates"
  rm "$work"/{openssl.log,*.csr,*.srl}
  mv "$work" "$folder"
}

make_certificates_in() (
  cd "$1" &&
    make_authority ca "bentokit test authority" &&
    make_authority other-ca "bentokit other authority" &&
    make_certificate ca server buildkit.test \
      "subjectAltName=DNS:localhost,DNS:buildkit.test,IP:127.0.0.1" "extendedKeyUsage=serverAuth" &&
    make_certificate ca client client.test "extendedKeyUsage=clientAuth" &&
    make_certificate other-ca other-client client.test "extendedKeyUsage=clientAuth"
)

# make_authority NAME COMMON_NAME
make_authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
    -subj "/CN=$2" -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout "$1.key" -out "$1.pem"
}

# make_certificate AUTHORITY NAME COMMON_NAME EXTENSION…
make_certificate() {
  local authority=$1 name=$2 common=$3
  shift 3
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$common" \
    -keyout "$name.key" -out "$name.csr" &&
    openssl x509 -req -in "$name.csr" -CA "$authority.pem" -CAkey "$authority.key" -CAcreateserial \
      -days 30 -extfile <(printf '%s\n' "$@") -out "$name.pem"
}
