package program

import (
	"fmt"
	"go/scanner"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// What is wrong with a file is found by go/parser and go/types, and told in the words of the
// gc compiler where theirs differ: those are what a reader finds when he looks for help.

// A lexeme is one token of a file.
type lexeme struct {
	pos  token.Pos
	tok  token.Token
	lit  string
	open int // index of the innermost bracket that is open before it, or -1
}

// indexRequired is a fault of the syntax that gc finds when it checks types.
var indexRequired = regexp.MustCompile(`^(middle|final) index required`)

// lex splits a file into tokens. Faults are none of its business.
func lex(src []byte) (list []lexeme) {
	file := token.NewFileSet().AddFile("", 1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, 0)
	var open []int
	for {
		pos, tok, lit := s.Scan()
		at := -1
		if n := len(open); n > 0 {
			at = open[n-1]
			if tok == token.RPAREN || tok == token.RBRACE || tok == token.RBRACK {
				open = open[:n-1]
			}
		}
		list = append(list, lexeme{pos - 1, tok, lit, at}) // the file's base is 1: an offset remains
		switch tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			open = append(open, len(list)-1)
		case token.EOF:
			return list
		}
	}
}

// word is what gc calls a token.
func (x lexeme) word() string {
	switch {
	case x.tok == token.SEMICOLON && x.lit == "\n":
		return "newline"
	case x.tok == token.SEMICOLON && x.lit == ";":
		return "semicolon"
	case x.tok == token.SEMICOLON: // before the end of the file
		return "EOF"
	case x.tok == token.COMMA:
		return "comma"
	case x.tok == token.IDENT:
		return "name " + x.lit
	case x.tok.IsLiteral():
		if first, _, more := strings.Cut(x.lit, "\n"); more {
			return "literal " + first + "…"
		}
		return "literal " + x.lit
	case x.tok.IsKeyword():
		return "keyword " + x.tok.String()
	}
	return x.tok.String()
}

// syntaxFault is a message of the parser, and where in the file.
type syntaxFault struct {
	offset int
	msg    string
}

// rewordSyntax puts the parser's faults into gc's words, in order. Of those on one line the first
// counts, and the end of the file is only complained of where nothing else is wrong: the rest
// is what the parser stumbles over after a fault.
func rewordSyntax(src []byte, list scanner.ErrorList) (faults []syntaxFault) {
	w := syntaxWords{src: src, toks: lex(src)}
	last, afterComma := 0, false
	for i, e := range list {
		if strings.HasSuffix(e.Msg, "found 'ILLEGAL'") || strings.Contains(e.Msg, "found 'ILLEGAL' ") {
			continue // what is illegal about it is said too
		}
		if i+1 < len(list) && list[i+1].Pos.Offset == e.Pos.Offset && lesser.MatchString(e.Msg) {
			continue
		}
		if atEnd := e.Pos.Offset >= len(strings.TrimRight(string(src), " \t\r\n")); atEnd && len(faults) > 0 {
			continue
		}
		line := 1 + strings.Count(string(src[:min(e.Pos.Offset, len(src))]), "\n")
		if line == last || afterComma && strings.HasPrefix(e.Msg, "expected operand, found '}'") {
			continue
		}
		last, afterComma = line, missingComma.MatchString(e.Msg)
		f := syntaxFault{e.Pos.Offset, w.reword(e.Pos.Offset, e.Msg)}
		switch {
		case strings.HasPrefix(f.msg, "syntax error: unexpected EOF, expected }"):
			f.offset = len(src)
		case strings.HasPrefix(f.msg, "newline in "):
			if n := strings.IndexByte(string(src[f.offset:]), '\n'); n >= 0 {
				f.offset += n
			}
		}
		faults = append(faults, f)
	}
	return faults
}

// lesser are faults that say less than another at the same place: the list is not in the order
// in which they were found.
var lesser = regexp.MustCompile(`^expected '(;|IDENT)'`)

type syntaxWords struct {
	src  []byte
	toks []lexeme
}

var (
	expectedFound = regexp.MustCompile(`^expected (.*), found (.*)$`)
	missingComma  = regexp.MustCompile(`^missing ',' (?:before newline )?in (.*)$`)
)

// plainWords are messages of the parser whose counterparts in gc are other whole messages.
var plainWords = map[string]string{
	"expected 1 expression":             "range clause permits at most two iteration variables",
	"expected at most 2 expressions":    "range clause permits at most two iteration variables",
	"string literal not terminated":     "newline in string",
	"raw string literal not terminated": "string not terminated",
	"rune literal not terminated":       "newline in rune literal",
	"unknown escape sequence":           "unknown escape",
	"escape sequence not terminated":    "escape is not terminated",
	"illegal byte order mark":           "invalid BOM in the middle of the file",
	"illegal UTF-8 encoding":            "invalid UTF-8 encoding",
	"illegal character NUL":             "invalid NUL character",
}

// Messages that gc has no "syntax error: " before: those of the scanner, and some that are found later.
var noSyntax = regexp.MustCompile(`^(comment not terminated|invalid (?:character|digit|BOM|UTF-8)|.* literal has no digits|.* mantissa requires|'_' must separate|` +
	`escape |unknown escape|newline in |string not terminated|more than one character|empty rune|can only use \.\.\. with|expression in (?:go|defer) must|` +
	`'[pP]' exponent|(?:middle|final) index required|range clause permits|identifier cannot|exponent has no digits)`)

// reword gives one message of the parser the form that gc's have.
func (w *syntaxWords) reword(offset int, msg string) string {
	i, _ := slices.BinarySearchFunc(w.toks, offset, func(x lexeme, offset int) int { return int(x.pos) - offset })
	i = min(i, len(w.toks)-1)
	at := w.toks[i]
	if text, ok := plainWords[msg]; ok {
		msg = text
	} else if m := expectedFound.FindStringSubmatch(msg); m != nil {
		if found, _, _ := strings.Cut(m[2], " ("); found == "assignment" || found == "simple statement" {
			msg = w.notValue(i)
		} else {
			msg = w.expected(i, m[1])
		}
	} else if m := missingComma.FindStringSubmatch(msg); m != nil {
		closing := ")"
		if m[1] == "composite literal" {
			closing = "}"
		}
		msg = fmt.Sprintf("unexpected %s in %s; possibly missing comma or %s", at.word(), m[1], closing)
	} else if msg == "illegal rune literal" {
		msg = "more than one character in rune literal"
		if strings.HasPrefix(string(w.src[offset:]), "''") {
			msg = "empty rune literal or unescaped '"
		}
	} else if rest, ok := strings.CutPrefix(msg, "illegal character "); ok {
		msg = "invalid character " + rest
	} else if rest, ok := strings.CutPrefix(msg, "escape sequence is invalid "); ok {
		msg = "escape is invalid " + rest
	}
	msg = strings.Replace(msg, ", expecting ", ", expected ", 1)
	if noSyntax.MatchString(msg) {
		return msg
	}
	return "syntax error: " + msg
}

// expected words "expected what, found token i".
func (w *syntaxWords) expected(i int, what string) string {
	at := w.toks[i]
	word := at.word()
	before := lexeme{tok: token.ILLEGAL}
	if i > 0 {
		before = w.toks[i-1]
	}
	clause := w.clause(i)
	switch what = strings.ReplaceAll(what, "'", ""); {
	case what == "package":
		return "package statement must be first"
	case what == "declaration" && at.tok == token.LBRACE:
		return "unexpected semicolon or newline before {"
	case what == "declaration":
		return "non-declaration statement outside function body"
	case what == "if statement or block":
		return "else must be followed by if or statement block"
	case what == ";":
		return "unexpected " + word + w.place(i)
	case what == "{" && clause == "switch" && word == "newline":
		return "missing { after switch clause"
	case what == "{" && clause != "" && word == "newline":
		return fmt.Sprintf("unexpected newline, expected { after %s clause", clause)
	case what == "type" && before.tok == token.CHAN:
		return "missing channel element type"
	case what == "type" && i > 1 && w.toks[i-2].tok == token.TYPE:
		return "unexpected " + word + " in type declaration"
	case what == "IDENT":
		what = "name"
	case what == "operand":
		what = "expression"
	case what == "statement":
		what = "}"
	case what != "type" && token.Lookup(what).IsKeyword():
		what = "keyword " + what
	}
	return "unexpected " + word + ", expected " + what
}

// clause names the statement whose header token i stands in: if, for or switch, or "".
func (w *syntaxWords) clause(i int) string {
	for i--; i >= 0; i-- {
		switch x := w.toks[i]; x.tok {
		case token.IF, token.FOR, token.SWITCH:
			return x.tok.String()
		case token.LBRACE, token.RBRACE:
			return ""
		}
	}
	return ""
}

// place says where a statement, field or declaration should have ended before token i.
func (w *syntaxWords) place(i int) string {
	open := w.toks[i].open
	if open < 0 {
		return " after top level declaration"
	}
	before := token.ILLEGAL
	if open > 0 {
		before = w.toks[open-1].tok
	}
	switch {
	case w.toks[open].tok == token.LPAREN && (before == token.IMPORT || before == token.VAR || before == token.CONST || before == token.TYPE):
		return " in grouped declaration; possibly missing semicolon or newline or )"
	case before == token.STRUCT:
		return " in struct type; possibly missing semicolon or newline or }"
	case before == token.INTERFACE:
		return " in interface type; possibly missing semicolon or newline or }"
	}
	return " at end of statement"
}

// notValue words that the statement at token i stands where a value belongs.
func (w *syntaxWords) notValue(i int) string {
	text, assigned := "", false
	for j := i; j < len(w.toks); j++ {
		x := w.toks[j]
		if x.tok == token.LBRACE || x.tok == token.SEMICOLON || x.tok == token.EOF {
			text = strings.TrimSpace(string(w.src[w.toks[i].pos:min(int(x.pos), len(w.src))]))
			break
		}
		assigned = assigned || x.tok == token.ASSIGN
	}
	if assigned {
		text = "assignment " + text
	}
	return "cannot use " + text + " as value"
}

// typeWords are messages of the type checker, and the form that gc's have.
var typeWords = []struct {
	re   *regexp.Regexp
	text string
}{
	{regexp.MustCompile(`^label (\S+) declared and not used$`), "label $1 defined and not used"},
	{regexp.MustCompile(`^label (\S+) not declared$`), "label $1 not defined"},
	{regexp.MustCompile(`^label (\S+) already declared$`), "label $1 already defined"},
	{regexp.MustCompile(`^continue not in for statement$`), "continue is not in a loop"},
	{regexp.MustCompile(`^break not in for, switch, or select statement$`), "break is not in a loop, switch, or select"},
	{regexp.MustCompile(`^name (\S+) not exported by package (\S+)$`), "undefined: $2.$1"},
}

// rewordType gives a message of the type checker the form that gc's have. version is the
// language version that the file's build constraint asks for, or "".
func rewordType(msg, version string) string {
	for _, w := range typeWords {
		if w.re.MatchString(msg) {
			return w.re.ReplaceAllString(msg, w.text)
		}
	}
	if version != "" && needsVersion.MatchString(msg) {
		msg += fmt.Sprintf(" (file declares //go:build %s)", version)
	}
	return msg
}

var needsVersion = regexp.MustCompile(`requires go1\.\d+ or later$`)
