export { explainFailure } from "./failure/explain-failure";
export { runningImages } from "./running-images";
export { runningService, type Clients, type RunningService } from "./running-service";
export { verifyServices } from "./verify-services";
export { watchServices } from "./watch-services";
