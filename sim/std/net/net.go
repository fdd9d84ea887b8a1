//go:build gopherscope

// Package net has what takes addresses apart and puts them together. There is no network: a
// program that dials or listens is told so.
package net

import (
	_ "os" // linked in Go too, which brings a goroutine of the runtime
	"strings"
)

// An Error is what operations on a network return.
type Error interface {
	error
	Timeout() bool
	Temporary() bool
}

// An AddrError tells what is wrong with the text of an address.
type AddrError struct {
	Err  string
	Addr string
}

func (e *AddrError) Error() string {
	switch {
	case e == nil:
		return "<nil>"
	case e.Addr == "":
		return e.Err
	}
	return "address " + e.Addr + ": " + e.Err
}

func (e *AddrError) Timeout() bool   { return false }
func (e *AddrError) Temporary() bool { return false }

// SplitHostPort takes "host:port", "host%zone:port", "[host]:port" or "[host%zone]:port" apart.
func SplitHostPort(hostport string) (host, port string, err error) {
	wrong := func(why string) (string, string, error) {
		return "", "", &AddrError{why + " in address", hostport}
	}
	rest := hostport // what must not have a bracket
	colon := strings.LastIndexByte(hostport, ':')
	if colon < 0 {
		return wrong("missing port")
	}
	if hostport[0] == '[' {
		end := strings.IndexByte(hostport, ']')
		if end < 0 {
			return wrong("missing ']'")
		}
		after := hostport[end+1:]
		if after == "" || after[0] != ':' {
			return wrong("missing port")
		}
		if end+1 != colon {
			return wrong("too many colons")
		}
		host, rest = hostport[1:end], after
		if strings.IndexByte(host, '[') >= 0 {
			return wrong("unexpected '['")
		}
	} else if host = hostport[:colon]; strings.IndexByte(host, ':') >= 0 {
		return wrong("too many colons")
	}
	if strings.IndexByte(rest, '[') >= 0 {
		return wrong("unexpected '['")
	}
	if strings.IndexByte(rest, ']') >= 0 {
		return wrong("unexpected ']'")
	}
	return host, hostport[colon+1:], nil
}

// JoinHostPort returns "host:port", "[host]:port" where the host has a colon.
func JoinHostPort(host, port string) string {
	if strings.IndexByte(host, ':') >= 0 {
		host = "[" + host + "]"
	}
	return host + ":" + port
}
