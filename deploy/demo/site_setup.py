#!/usr/bin/python3
"""site_setup.py FOLDER: creates, once, an authority and the certificates of the demo's sites, takes
three free ports, and prints the settings with which the fetcher reaches them: it reaches nothing
else and asks no name server.
"""
import os
import socket
import subprocess
import sys

sys.dont_write_bytecode = True

from campaign import hosts  # noqa: E402

LONG, OVER = ("20230101000000Z", "20430101000000Z"), ("20210101000000Z", "20220101000000Z")
AUTHORITY = """[ca]
default_ca = demo
[demo]
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
[any]
commonName = supplied
"""
# Longer than a name may be: resolving it fails without asking a name server.
NOWHERE = "khong-co-may-chu-nao-mang-ten-nay-" + "x" * 40
SETTINGS = ("fetch.host_ms = 0", "links.second_s = 0", "links.again_s = 0", "links.tell_s = 0")


def openssl(folder, *words):
    subprocess.run(("openssl",) + words, cwd=folder, check=True, capture_output=True)


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="ascii") as file:
        file.write(text)


def sign(folder, name, names, valid):
    """A certificate of the authority for site.key and `names`, valid between two moments."""
    write(folder, f"{name}.ext", "subjectAltName=" + ",".join(f"DNS:{n}" for n in names) + "\n")
    openssl(folder, "req", "-new", "-key", "site.key", "-subj", "/CN=demo", "-out", f"{name}.csr")
    openssl(folder, "ca", "-batch", "-notext", "-config", "authority.conf", "-startdate", valid[0],
            "-enddate", valid[1], "-in", f"{name}.csr", "-extfile", f"{name}.ext", "-out", f"{name}.pem")


def make_certificates(folder):
    for key in ("ca.key", "site.key"):
        openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
    openssl(folder, "req", "-x509", "-key", "ca.key", "-subj", "/CN=Demo", "-days", "7000",
            "-out", "ca.pem")
    write(folder, "authority.conf", AUTHORITY)
    write(folder, "index.txt", "")
    sign(folder, "site", sorted(set(hosts.names()) - {hosts.EXPIRED}), LONG)
    sign(folder, "expired", [hosts.EXPIRED], OVER)


def free_ports(count):
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    return [one.getsockname()[1] for one in held]


def places(tls, plain, closed):
    """fetch.resolve: the address of each host; any other name has none."""
    found = [f"{hosts.CLOSED}:443=127.0.0.1:{closed}"]
    for host in hosts.names():
        found += [f"{host}:443=127.0.0.1:{tls}", f"{host}:80=127.0.0.1:{plain}"]
    found += [f"{address}:80={address}:80" for address in hosts.PRIVATE]
    return found + [f"*:*={NOWHERE}:1"]


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    ports_path = os.path.join(folder, "ports")
    if not os.path.exists(ports_path):
        make_certificates(folder)
        write(folder, "ports", ",".join(str(port) for port in free_ports(3)))
    with open(ports_path, encoding="ascii") as file:
        ports = file.read().split(",")
    print("fetch.resolve = " + ", ".join(places(*ports)))
    print("fetch.allow = " + ", ".join(f"127.0.0.1:{port}" for port in ports))
    print(f"fetch.ca = {folder}/ca.pem")
    print("\n".join(SETTINGS))


if __name__ == "__main__":
    main()
