import { dockerfileFacts } from "../../../cli/init/dockerfile";

test.each<[string, string, object]>([
  ["nothing", "FROM node:20\n", {}],
  ["a port", "FROM node:20\nEXPOSE 3000\n", { port: 3000 }],
  ["a port with its protocol", "FROM node:20\nexpose 8080/tcp\n", { port: 8080 }],
  ["the first of several", "FROM node:20\nEXPOSE 53/udp 80 443\n", { port: 80 }],
  ["a default of ARG", "FROM node:20\nARG PORT=3000\nEXPOSE ${PORT}\n", { port: 3000 }],
  ["ENV in its older form", "FROM node:20\nENV PORT 3000\nEXPOSE $PORT/tcp\n", { port: 3000 }],
  ["several of ENV, quoted", 'FROM node:20\nENV A=1 PORT="3000"\nEXPOSE $PORT\n', { port: 3000 }],
  ["a default where it stands", "FROM node:20\nEXPOSE ${PORT:-4000}\n", { port: 4000 }],
  ["a variable that nobody knows", "FROM node:20\nEXPOSE $PORT\n", {}],
  ["a port that is none", "FROM node:20\nEXPOSE 70000\n", {}],
  ["a range", "FROM node:20\nEXPOSE 7000-7100\n", {}],
  ["a comment", "FROM node:20\n# EXPOSE 3000\n", {}],
  ["a continued line", "FROM node:20\nEXPOSE \\\n  # the page\n  3000\n", { port: 3000 }],
  ["a command in backticks", "FROM node:20\nRUN echo `date`\nEXPOSE 3000\n", { port: 3000 }],
  ["lines continued by backticks", "# escape=`\nFROM node:20\nEXPOSE `\n  3000\n", { port: 3000 }],
  ["lines of Windows", "FROM node:20\r\nEXPOSE 3000\r\n", { port: 3000 }],
  ["a stage that is not the last", "FROM node:20 AS build\nEXPOSE 9229\nFROM nginx:1\n", {}],
  ["the stage that it begins with", "FROM node:20 AS base\nEXPOSE 3000\nFROM base AS run\n", { port: 3000 }],
  ["a heredoc", "FROM node:20\nRUN <<EOF\nEXPOSE 22\nEOF\nEXPOSE 3000\n", { port: 3000 }],
  ["several ports in one variable", "FROM node:20\nENV P='53/udp 80'\nEXPOSE $P\n", { port: 80 }],
  [
    "a health check that is turned off",
    "FROM a AS b\nHEALTHCHECK CMD curl http://localhost/up\nFROM b\nHEALTHCHECK NONE\n",
    {},
  ],
  ["no stage", "# nothing\n", {}],
  ["its own before that", "FROM a AS base\nEXPOSE 1\nFROM --platform=x base\nEXPOSE 2\n", { port: 1 }],
])("a Dockerfile with %s", (_case, text, facts) => {
  expect(dockerfileFacts(text)).toEqual({ windows: false, ...facts });
});

test.each<[string, string | undefined]>([
  ["CMD curl -f http://localhost:3000/healthz || exit 1", "/healthz"],
  ['--interval=5s CMD ["wget", "-qO-", "http://127.0.0.1:${PORT}/status/live"]', "/status/live"],
  ["CMD curl 'http://localhost/up?full=1'", "/up"],
  ["CMD curl http://localhost:3000", undefined],
  ["CMD node check.js", undefined],
  ["NONE", undefined],
])("HEALTHCHECK %s asks for %s", (check, path) => {
  expect(dockerfileFacts(`FROM node:20\nHEALTHCHECK ${check}\n`).health).toBe(path);
});

test.each([
  ["FROM mcr.microsoft.com/windows/servercore:ltsc2022", true],
  ["ARG BASE=mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022\nFROM ${BASE}", true],
  ["FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS base\nFROM base", true],
  ["FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS tools\nFROM node:20", false],
])("%j: of Windows, %s", (text, windows) => {
  expect(dockerfileFacts(text).windows).toBe(windows);
});
