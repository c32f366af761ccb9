// Reads an env file on standard input as docker compose does and prints the variables as JSON.
package main

import (
	"encoding/json"
	"os"

	"github.com/compose-spec/compose-go/v2/dotenv"
)

func main() {
	variables, err := dotenv.ParseWithLookup(os.Stdin, os.LookupEnv)
	if err != nil {
		panic(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(variables); err != nil {
		panic(err)
	}
}
