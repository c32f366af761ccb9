import nodeApi from "../../../environments/examples/node-api";
import { exampleSuite } from "./suite";

exampleSuite({ input: nodeApi, paths: ["/api/info"] });
