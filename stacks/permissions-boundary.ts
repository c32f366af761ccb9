import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Aspects, type TerraformStack } from "cdktf";

/** No role of a stack can do more than the boundary says, whatever its own policies allow. */
export function limitRoles(stack: TerraformStack, permissionsBoundary: string): void {
  Aspects.of(stack).add({
    visit: (node) => {
      if (node instanceof IamRole) node.permissionsBoundary = permissionsBoundary;
    },
  });
}
