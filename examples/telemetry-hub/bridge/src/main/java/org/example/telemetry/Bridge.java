package org.example.telemetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.io.IOUtils;
import org.apache.commons.text.StringSubstitutor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Turns one reading of the old bus into the line that the gateway reads. */
public final class Bridge {
  private static final Logger LOG = LogManager.getLogger(Bridge.class);

  private Bridge() {}

  static String translate(String sensor, String value) {
    return new StringSubstitutor(Map.of("sensor", sensor, "value", value)).replace("${sensor}=${value}");
  }

  public static void main(String[] args) throws IOException {
    String[] parts = IOUtils.toString(System.in, StandardCharsets.UTF_8).trim().split(";", 2);
    LOG.info("reading of {}", parts[0]);
    System.out.println(translate(parts[0], parts[1]));
  }
}
