import nodeRds from "../../../environments/examples/node-rds";
import { exampleSuite } from "./suite";

exampleSuite({ input: nodeRds, paths: ["/api/info", "/api/database"] });
