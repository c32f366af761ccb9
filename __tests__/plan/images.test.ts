import { imageChangeLines, imagesOf } from "../../plan/images";
import { texts } from "./planned";

const NONE = { variables: new Map<string, string>(), secrets: new Map<string, string>() };
const container = (name: string, before?: string, after?: string) => ({
  name,
  sensitive: false,
  ...(before !== undefined && { before: { ...NONE, image: before } }),
  ...(after !== undefined && { after: { ...NONE, image: after } }),
});

test("images of the release as the registry knows them, others by their reference, each once", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const lines = [
    { name: "web", from: { tag: "src-1", digest, commit: "c".repeat(40) }, to: { tag: "src-2" } },
    { name: "same", from: { tag: "src-1", digest }, to: { tag: "src-9", digest } },
    { name: "new", to: { tag: "src-3" } },
    { name: "later", from: { digest } },
  ];
  const containers = [
    container("web", "r/web:src-1", "r/web:src-2"),
    container("web/x-ray", "xray:1", "xray:2"),
    container("web/adot", "adot:1", "adot:1"),
    container("old", "r/old:src-1"),
    container("proxy", undefined, "${aws_x.y.image}"),
  ];
  expect(texts(imageChangeLines(imagesOf(lines, containers)))).toEqual([
    "[later]: [sha256:aaaaaaaaaaaa] -> known after the deployment only",
    "[new]: nothing -> [src-3 (not in the registry yet)]",
    "[old]: [r/old:src-1] -> nothing, the container goes",
    "[proxy]: nothing -> known after the deployment only",
    "[web]: [src-1 (sha256:aaaaaaaaaaaa, commit cccccccccccc)] -> [src-2 (not in the registry yet)]",
    "[web/x-ray]: [xray:1] -> [xray:2]",
  ]);
});
