export { diagramOf } from "./diagram-of";
export { mermaidText } from "./mermaid";
export type { Diagram, DiagramEdge, DiagramGroup, DiagramNode, DiagramZone } from "./model";
export { isDrawn } from "./shape";
export { svg } from "./svg/svg";
export { THEMES, type Theme } from "./svg/theme";
