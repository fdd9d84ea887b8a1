package main

import (
	"go/token"

	"gopherscope/scenarios"
)

// fault is an error at a line of a scenario.
func fault(sc *scenarios.Scenario, line int, msg, hint string) error {
	return &scenarios.Error{Pos: token.Position{Filename: sc.File, Line: line, Column: 1}, Msg: msg, Hint: hint}
}
