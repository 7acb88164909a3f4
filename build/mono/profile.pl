#!/usr/bin/env perl
# Turns what Mono's profiler for ahead-of-time compilation writes into a list to read and keep, and that list back into
# what its compiler reads (aot:output= and --aot=profile= in Mono 6.8).
# Usage: build/mono/profile.pl list PROFILE... > LIST      build/mono/profile.pl pack LIST > PROFILE
# The list has a line for each type, assembly!Namespace.Type[type;...], and below it, indented, one for each of its methods:
# name, [type;...] if it is generic, count of its parameters, signature; separated by tabs.
use strict;
use warnings;

my $magic = "AOTPROFILE" . pack('l<', 1 << 16);
my %kind = (end => 0, assembly => 1, type => 2, arguments => 3, method => 4);
my ($class, $none) = (0x12, -1);

# Records refer to earlier ones by number, so each is turned into text as it comes.
sub read_profile {
  my ($file, $methods) = @_;
  open my $in, '<:raw', $file or die "profile.pl: $file: $!\n";
  my $bytes = do { local $/; <$in> };
  my $at = length $magic;
  substr($bytes, 0, $at) eq $magic or die "profile.pl: $file is no profile of Mono 6.8\n";
  my $number = sub { $at += 4; unpack 'l<', substr $bytes, $at - 4, 4 };
  my $string = sub { my $length = $number->(); $at += $length; substr $bytes, $at - $length, $length };
  my %text = ($none => '');
  while ((my $record = ord substr $bytes, $at++, 1) != $kind{end}) {
    $at < length $bytes or die "profile.pl: $file is cut off\n";
    my $id = $number->();
    if ($record == $kind{assembly}) {
      $text{$id} = $string->();
      $string->();    # its version, which a compiler does not compare
    } elsif ($record == $kind{type}) {
      $at++;
      my ($assembly, $arguments) = ($number->(), $number->());
      $text{$id} = "$text{$assembly}!" . $string->() . $text{$arguments};
    } elsif ($record == $kind{arguments}) {
      $text{$id} = '[' . join(';', map { $text{$number->()} } 1 .. $number->()) . ']';
    } else {
      my ($type, $arguments, $count) = ($number->(), $number->(), $number->());
      my $name = $string->();
      $methods->{$text{$type}}{join "\t", $name, $text{$arguments}, $count, $string->()} = 1;
    }
  }
}

sub list {
  my %methods;
  read_profile($_, \%methods) for @_;
  for my $type (sort keys %methods) {
    print "$type\n", map { "\t$_\n" } sort keys %{ $methods{$type} };
  }
}

my ($records, $count, %known) = ('', 0);

sub record {    # what comes once for each text, and is known by its number from then on
  my ($text, $kind, @parts) = @_;
  $known{$text} //= do {
    $records .= pack('C l<', $kind{$kind}, $count) . join '', @parts;
    $count++;
  };
}

sub string { pack 'l</a*', $_[0] }

sub assembly { record("assembly $_[0]", assembly => string($_[0]), string('')) }

sub type {
  my ($assembly, $name, $arguments) = $_[0] =~ /^([^!]+)!([^\[]+)(?:\[(.*)\])?$/ or die "profile.pl: no type: $_[0]\n";
  my @numbers = (assembly($assembly), arguments($arguments));
  record($_[0], type => pack('C l< l<', $class, @numbers), string($name));
}

sub arguments {    # types with semicolons between, where those within brackets do not count
  my $text = shift // '';
  return $none if $text eq '';
  my @types = ('');
  my $depth = 0;
  for (split /([\[\];])/, $text) {
    $depth += $_ eq '[' ? 1 : $_ eq ']' ? -1 : 0;
    $_ eq ';' && $depth == 0 ? push @types, '' : ($types[-1] .= $_);
  }
  my @numbers = map { type($_) } @types;
  record("arguments $text", arguments => pack 'l<*', scalar @numbers, @numbers);
}

sub pack_list {
  my ($file) = @_;
  open my $in, '<', $file or die "profile.pl: $file: $!\n";
  my $owner;
  while (<$in>) {
    chomp;
    next if /^#/;
    if (my ($name, $arguments, $parameters, $signature) = /^\t([^\t]+)\t(?:\[(.*)\])?\t(\d+)\t(.+)$/) {
      defined $owner or die "profile.pl: $file:$.: a method without a type above it\n";
      my $generic = arguments($arguments);
      record("method $owner $_", method => pack('l< l< l<', $owner, $generic, $parameters), string($name), string($signature));
    } else {
      $owner = type($_);
    }
  }
  binmode STDOUT;
  print $magic, $records, pack('C l<', $kind{end}, 0);
}

my $task = shift // '';
if ($task eq 'list' && @ARGV) { list(@ARGV) }
elsif ($task eq 'pack' && @ARGV == 1) { pack_list(@ARGV) }
else { die "usage: profile.pl list PROFILE... | profile.pl pack LIST\n" }
